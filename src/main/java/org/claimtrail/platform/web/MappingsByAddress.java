package org.claimtrail.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Finds who answers a request among those few that its address can be of. Spring's own looks at each mapping there is, which
 * of several hundred took a fifth of the time in which a claim is answered.
 *
 * <p>Only what there is no doubt about is found so: where none of them answers, or none is the best, or the address is written
 * in an odd way, Spring decides.
 */
final class MappingsByAddress extends RequestMappingHandlerMapping {

    /**
     * What an address and a pattern that it may match have in common.
     *
     * @param segments how many there are
     * @param head those of them that say what kind of thing it is about: {@code /api/v1/claims}, {@code /claims}
     */
    private record Shape(int segments, String head) {

        static Shape of(String address) {
            int inHead = address.startsWith(Api.BASE + "/") ? 3 : 1;
            int segments = 0;
            int end = address.length();
            for (int slash = address.indexOf('/'); slash >= 0; slash = address.indexOf('/', slash + 1)) {
                if (segments == inHead) {
                    end = slash;
                }
                segments++;
            }
            return new Shape(segments, address.substring(0, end));
        }
    }

    private record Mapping(RequestMappingInfo info, HandlerMethod handler) {}

    /** Mappings of which all patterns have a shape, by it. */
    private final Map<Shape, List<Mapping>> byShape = new HashMap<>();

    /** All others, which any address may match. */
    private final List<Mapping> others = new ArrayList<>();

    @Override
    protected void handlerMethodsInitialized(Map<RequestMappingInfo, HandlerMethod> handlers) {
        super.handlerMethodsInitialized(handlers);
        handlers.forEach((info, handler) -> {
            Mapping mapping = new Mapping(info, handler);
            List<String> patterns = List.copyOf(info.getPatternValues());
            if (patterns.stream().allMatch(MappingsByAddress::hasShape)) {
                patterns.stream()
                        .map(Shape::of)
                        .distinct()
                        .forEach(shape -> byShape.computeIfAbsent(shape, any -> new ArrayList<>())
                                .add(mapping));
            } else {
                others.add(mapping);
            }
        });
    }

    /** Whether all addresses that it matches have as many segments as it, and the same first ones. */
    private static boolean hasShape(String pattern) {
        return pattern.startsWith("/")
                && !pattern.contains("*")
                && !pattern.contains("?")
                && !Shape.of(pattern).head().contains("{");
    }

    @Override
    protected @Nullable HandlerMethod lookupHandlerMethod(String address, HttpServletRequest request) throws Exception {
        Mapping best = isPlain(address) && !CorsUtils.isPreFlightRequest(request) ? best(address, request) : null;
        if (best == null) {
            return super.lookupHandlerMethod(address, request);
        }
        request.setAttribute(BEST_MATCHING_HANDLER_ATTRIBUTE, best.handler());
        handleMatch(best.info(), address, request);
        return best.handler();
    }

    /** Whether it has nothing in it that stands for something else. */
    private static boolean isPlain(String address) {
        return address.indexOf('%') < 0 && address.indexOf(';') < 0;
    }

    /** What a request is for, as far as it was asked for; null where there is nothing, or no best one. */
    private @Nullable Mapping best(String address, HttpServletRequest request) {
        List<Mapping> matching = new ArrayList<>();
        addMatching(byShape.getOrDefault(Shape.of(address), List.of()), request, matching);
        addMatching(others, request, matching);
        if (matching.size() > 1) {
            Comparator<Mapping> order = Comparator.comparing(Mapping::info, getMappingComparator(request));
            matching.sort(order);
            if (order.compare(matching.get(0), matching.get(1)) == 0) {
                return null;
            }
        }
        return matching.isEmpty() ? null : matching.get(0);
    }

    private void addMatching(List<Mapping> mappings, HttpServletRequest request, List<Mapping> matching) {
        for (Mapping mapping : mappings) {
            RequestMappingInfo info = getMatchingMapping(mapping.info(), request);
            if (info != null) {
                matching.add(new Mapping(info, mapping.handler()));
            }
        }
    }
}

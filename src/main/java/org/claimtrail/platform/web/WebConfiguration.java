package org.claimtrail.platform.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.Limits;
import org.claimtrail.platform.NotRecorded;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.format.FormatterRegistry;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.servlet.resource.ResourceUrlEncodingFilter;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

    private final RequestArguments arguments;

    WebConfiguration(Bodies bodies, Limits limits) {
        this.arguments = new RequestArguments(bodies, limits);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(arguments);
    }

    /**
     * All bodies and addresses are UTF-8, whatever a client calls it: some names Java refuses to look up. Also where the
     * server answers an error without asking anybody.
     */
    @Bean
    FilterRegistrationBean<Filter> requestsAreUtf8() {
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
            request.setCharacterEncoding(StandardCharsets.UTF_8.name());
            chain.doFilter(request, response);
        });
        registration.setName("requestsAreUtf8");
        registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    /** The API and what is published have no session: whoever looks for one there looks at the container's, which has none either. */
    @Bean
    FilterRegistrationBean<Filter> theApiHasNoSessions() {
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
            if (isForApi(request) || request instanceof HttpServletRequest http && PublicPages.areAskedBy(http)) {
                request.setAttribute(SessionRepositoryFilter.class.getName() + ".FILTERED", true);
            }
            chain.doFilter(request, response);
        });
        registration.setName("theApiHasNoSessions");
        registration.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    /** Only pages link to assets, whose addresses have a hash in them. */
    @Bean
    FilterRegistrationBean<ResourceUrlEncodingFilter> addressesOfAssets() {
        FilterRegistrationBean<ResourceUrlEncodingFilter> registration =
                new FilterRegistrationBean<>(new ResourceUrlEncodingFilter() {
                    @Override
                    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                            throws IOException, ServletException {
                        if (isForApi(request)) {
                            chain.doFilter(request, response);
                        } else {
                            super.doFilter(request, response, chain);
                        }
                    }
                });
        registration.setName("addressesOfAssets");
        registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR);
        return registration;
    }

    private static boolean isForApi(ServletRequest request) {
        return request instanceof HttpServletRequest http
                && (http.getRequestURI().startsWith(Api.BASE + "/")
                        || http.getRequestURI().equals(Api.MCP));
    }

    @Bean
    WebMvcRegistrations mappingsByAddress() {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                return new MappingsByAddress();
            }
        };
    }

    /** A page is HTML, also where its address ends in .json. */
    @Bean
    SmartInitializingSingleton pagesAreHtml(ThymeleafViewResolver views) {
        return () -> views.setForceContentType(true);
    }

    /** Java's own reading of UUIDs takes 1-1-1-1-1 for one. */
    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(
                String.class, UUID.class, text -> Ids.parse(text).orElseThrow(() -> new NotRecorded("thing", text)));
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(arguments).addPathPatterns(Api.BASE + "/**", Api.MCP);
    }
}

package org.claimtrail.history;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import org.claimtrail.platform.Query;
import org.claimtrail.thing.Resource;

/** Which changes somebody wants to be told: those of some types, and of some kinds of things. */
public final class ChangeFilter {

    public static final ChangeFilter ALL = new ChangeFilter(Set.of(), Set.of());

    private final Set<ChangeKind.Type> types;
    private final Set<Resource> resources;

    private ChangeFilter(Collection<ChangeKind.Type> types, Collection<Resource> resources) {
        this.types = Set.copyOf(types);
        Set<Resource> named = resources.isEmpty() ? EnumSet.allOf(Resource.class) : EnumSet.copyOf(resources);
        if (!types.isEmpty()) {
            named.removeIf(resource -> types.stream().noneMatch(type -> type.resource() == resource));
        }
        this.resources = named;
    }

    /** What the parameters {@code type} and {@code resource} say; none for all. */
    public static ChangeFilter of(Query query) {
        return new ChangeFilter(
                query.values("type", ChangeKind.Type::parse), query.values("resource", Resource::parse));
    }

    /** Those that are named. */
    public static ChangeFilter of(Collection<String> types, Collection<String> resources) {
        return new ChangeFilter(
                types.stream().map(ChangeKind.Type::parse).toList(),
                resources.stream().map(Resource::parse).toList());
    }

    /** @throws IllegalArgumentException in a sentence, if it is none */
    public static void requireType(String name) {
        ChangeKind.Type.parse(name);
    }

    /** @throws IllegalArgumentException in a sentence, if it is none */
    public static void requireResource(String name) {
        Resource.parse(name);
    }

    Set<Resource> resources() {
        return resources;
    }

    boolean includes(ChangeKind.Type type) {
        return resources.contains(type.resource()) && (types.isEmpty() || types.contains(type));
    }

    public boolean includes(ChangeFeed.Entry change) {
        return includes(ChangeKind.Type.parse(change.type()));
    }
}

package org.claimtrail.pages.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.claimtrail.translation.Spoken;
import org.jspecify.annotations.Nullable;

/**
 * A filter of a list as a form has it.
 *
 * @param name of the parameter, as the API has it
 * @param shape how it is asked for
 * @param choices constants; of EITHER what true and what false are called; else none
 * @param excludes whether there is its opposite, too: a parameter of this name with an exclamation mark
 */
record FilterField(String name, String label, Shape shape, List<?> choices, boolean excludes) {

    /** How a filter is asked for: by constants, by what something is called, or by what is typed. */
    enum Shape {
        CHOICES,
        EITHER,
        SOURCE,
        MEASURE,
        ARTICLE,
        TOPIC,
        DAY,
        NUMBER,
        TEXT;

        /** Whether the parameter is an id, where people write what the thing is called. */
        boolean isNamed() {
            return this == SOURCE || this == MEASURE || this == ARTICLE;
        }
    }

    /** Filters that are shown together. */
    record Group(String title, List<FilterField> fields) {

        static Group of(String title, FilterField... fields) {
            return new Group(title, List.of(fields));
        }

        @Override
        public String title() {
            return Spoken.of(title);
        }
    }

    static <E extends Enum<E>> FilterField choices(String name, String label, Class<E> type) {
        return new FilterField(name, label, Shape.CHOICES, Arrays.asList(type.getEnumConstants()), false);
    }

    static FilterField either(String name, String label, String ifTrue, String ifFalse) {
        return new FilterField(name, label, Shape.EITHER, List.of(ifTrue, ifFalse), false);
    }

    static FilterField of(String name, String label, Shape shape) {
        return new FilterField(name, label, shape, List.of(), false);
    }

    FilterField orNot() {
        return new FilterField(name, label, shape, choices, true);
    }

    @Override
    public String label() {
        return Spoken.of(label);
    }

    @Override
    public List<?> choices() {
        return shape == Shape.EITHER
                ? choices.stream().map(choice -> Spoken.of((String) choice)).toList()
                : choices;
    }

    /** Where what is typed is looked up; null where it is not. */
    public @Nullable String lookup() {
        return switch (shape) {
            case SOURCE, MEASURE, ARTICLE, TOPIC -> "/lookups/" + shape.name().toLowerCase(Locale.ROOT) + "s";
            default -> null;
        };
    }

    /** What the parameter may be, where there is only so much to choose from. */
    public List<String> values() {
        return switch (shape) {
            case CHOICES ->
                choices.stream().map(choice -> ((Enum<?>) choice).name()).toList();
            case EITHER -> List.of("true", "false");
            default -> List.of();
        };
    }

    public String opposite() {
        return name + "!";
    }
}

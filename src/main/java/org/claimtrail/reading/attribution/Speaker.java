package org.claimtrail.reading.attribution;

import org.jspecify.annotations.Nullable;

/**
 * Who is said to say something, as the text has it.
 *
 * @param span the words for him or her, with title and without what stands between commas; null where nobody is mentioned
 * @param whole the same with what stands between commas behind it: "Jeff Rathke, the spokesman"
 * @param name the name in it
 * @param role as what he or she speaks, as stated, before the name or between commas behind it
 * @param refersTo what a pronoun, or a short description, safely stands for: earlier, or further on in the same sentence
 */
public record Speaker(
        @Nullable Span span,
        @Nullable Span whole,
        Kind kind,
        @Nullable Span name,
        @Nullable Span role,
        @Nullable Span refersTo) {

    /** By what somebody is called. */
    public enum Kind {
        /** "defence minister Shin Won-sik", "Reuters". */
        NAME,
        /** "the ministry", "her lawyer". */
        DESCRIPTION,
        /** "she". */
        PRONOUN,
        /** "officials", "a source", or nobody at all. */
        UNNAMED
    }

    static final Speaker NOBODY = new Speaker(null, null, Kind.UNNAMED, null, null, null);

    Speaker refersTo(Span span) {
        return new Speaker(this.span, whole, kind, name, role, span);
    }
}

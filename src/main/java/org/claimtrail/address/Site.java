package org.claimtrail.address;

/**
 * Whose an address is: who publishes what stands there, as far as the address tells.
 *
 * @param name the host without what only tells devices apart ({@code example.com}), or an account on a platform ({@code
 *     x.com/name}, {@code @name@instance.example})
 */
public record Site(String name) {

    public boolean isAccount() {
        return name.indexOf('/') >= 0 || name.startsWith("@");
    }
}

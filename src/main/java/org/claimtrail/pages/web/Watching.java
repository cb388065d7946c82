package org.claimtrail.pages.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.claimtrail.platform.Actor;
import org.claimtrail.watching.Notices;
import org.claimtrail.watching.Watchable;
import org.claimtrail.watching.Watches;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * What whoever looks at a page watches, and how much he was told that he has not read: asked where a page shows it. Pages that
 * tell what went wrong have none of it, and ask nothing.
 */
@Component
class Watching implements HandlerInterceptor, WebMvcConfigurer {

    private final Watches watches;
    private final Notices notices;
    private final Actor actor;

    Watching(Watches watches, Notices notices, Actor actor) {
        this.watches = watches;
        this.notices = notices;
        this.actor = actor;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).excludePathPatterns("/api/**");
    }

    @Override
    public void postHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView page) {
        if (page != null && !String.valueOf(page.getViewName()).startsWith("redirect:")) {
            page.addObject("watching", this);
        }
    }

    /** Such as {@code 3} or {@code 99+}; null where there is none. */
    public @Nullable String unread() {
        int unread = actor.account().map(notices::unread).orElse(0);
        return unread == 0 ? null : unread < Notices.MOST_COUNTED ? Integer.toString(unread) : "99+";
    }

    /** @param kind as addresses have it */
    public boolean watches(String kind, Object id) {
        return actor.account()
                .map(account -> watches.isWatched(account, Watchable.parse(kind), UUID.fromString(id.toString())))
                .orElse(false);
    }
}

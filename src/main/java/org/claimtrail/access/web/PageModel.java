package org.claimtrail.access.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What every page knows: who looks at it. */
@Component
class PageModel implements HandlerInterceptor, WebMvcConfigurer {

    private final Actor actor;

    PageModel(Actor actor) {
        this.actor = actor;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).excludePathPatterns("/api/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod && actor.caller().isPresent()) {
            // Who uses the browser next does not find it with the back button.
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        return true;
    }

    @Override
    public void postHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView page) {
        Optional<Caller> caller = actor.caller();
        if (page != null
                && caller.isPresent()
                && !String.valueOf(page.getViewName()).startsWith("redirect:")) {
            page.addObject("caller", caller.get());
        }
    }
}

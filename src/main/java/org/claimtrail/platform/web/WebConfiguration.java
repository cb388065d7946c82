package org.claimtrail.platform.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.Limits;
import org.claimtrail.platform.NotRecorded;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
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
        registry.addInterceptor(arguments).addPathPatterns(Api.BASE + "/**");
    }
}

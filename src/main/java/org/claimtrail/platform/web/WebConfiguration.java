package org.claimtrail.platform.web;

import java.util.List;
import java.util.UUID;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.Limits;
import org.claimtrail.platform.NotRecorded;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
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

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addRedirectViewController("/", "/account");
    }
}

package org.claimtrail.translation.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.claimtrail.translation.Spoken;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.thymeleaf.dialect.IDialect;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ITemplateResolver;

/** As Spring Boot would have it, but for the languages. */
@Configuration(proxyBeanMethods = false)
class TemplateConfiguration {

    @Bean("defaultTemplateResolver")
    TranslatedTemplates templates(ThymeleafProperties properties) {
        TranslatedTemplates templates = new TranslatedTemplates();
        templates.setPrefix(properties.getPrefix());
        templates.setSuffix(properties.getSuffix());
        templates.setTemplateMode(TemplateMode.HTML);
        templates.setCharacterEncoding(properties.getEncoding().name());
        templates.setCacheable(properties.isCache());
        return templates;
    }

    /** What an answer is said to be in, and what templates format by. */
    @Bean
    LocaleResolver localeResolver() {
        return new LocaleResolver() {

            @Override
            public Locale resolveLocale(HttpServletRequest request) {
                return Spoken.language();
            }

            @Override
            public void setLocale(
                    HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
                throw new UnsupportedOperationException("The filter of pages sets it.");
            }
        };
    }

    @Bean
    SpringTemplateEngine templateEngine(
            ObjectProvider<ITemplateResolver> resolvers, ObjectProvider<IDialect> dialects) {
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setCacheManager(new TemplatesByLanguage());
        resolvers.orderedStream().forEach(engine::addTemplateResolver);
        dialects.orderedStream().forEach(engine::addDialect);
        return engine;
    }
}

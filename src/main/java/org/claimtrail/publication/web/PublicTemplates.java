package org.claimtrail.publication.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.claimtrail.prose.Prose;
import org.claimtrail.publication.PublicationSettings;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;

/** Pages as bytes. They know nothing of who looks at them. */
@Component
class PublicTemplates {

    private final SpringTemplateEngine templates;
    private final Prose prose;
    private final PublicationSettings settings;

    PublicTemplates(SpringTemplateEngine templates, Prose prose, PublicationSettings settings) {
        this.templates = templates;
        this.prose = prose;
        this.settings = settings;
    }

    byte[] page(
            String template,
            String base,
            Map<String, Object> model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Map<String, Object> all = new HashMap<>(model);
        all.put("prose", prose);
        all.put("links", new Links());
        all.put("site", settings.name());
        all.put("base", base);
        var exchange = JakartaServletWebApplication.buildApplication(request.getServletContext())
                .buildExchange(request, response);
        return templates
                .process("publication/" + template, new WebContext(exchange, Locale.ENGLISH, all))
                .getBytes(StandardCharsets.UTF_8);
    }
}

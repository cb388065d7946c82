package org.claimtrail.translation.web;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.Locale;
import java.util.Map;
import org.claimtrail.translation.Spoken;
import org.claimtrail.translation.TemplateTexts;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileCopyUtils;
import org.thymeleaf.IEngineConfiguration;
import org.thymeleaf.spring6.templateresolver.SpringResourceTemplateResolver;
import org.thymeleaf.templateresource.ITemplateResource;

/** Templates in the language that is spoken when they are read; each is read once for each language. */
class TranslatedTemplates extends SpringResourceTemplateResolver {

    @Override
    protected ITemplateResource computeTemplateResource(
            IEngineConfiguration configuration,
            @Nullable String ownerTemplate,
            String template,
            String resourceName,
            @Nullable String characterEncoding,
            @Nullable Map<String, Object> templateResolutionAttributes) {
        ITemplateResource english = super.computeTemplateResource(
                configuration, ownerTemplate, template, resourceName, characterEncoding, templateResolutionAttributes);
        return Spoken.language().equals(Locale.ENGLISH) ? english : new Translated(english);
    }

    private record Translated(ITemplateResource english) implements ITemplateResource {

        @Override
        public Reader reader() throws IOException {
            try (Reader reader = english.reader()) {
                String translated = new TemplateTexts(Spoken::of).translated(FileCopyUtils.copyToString(reader));
                return new StringReader(translated.replace(
                        "<html lang=\"en\"", "<html lang=\"" + Spoken.language().toLanguageTag() + "\""));
            }
        }

        @Override
        public String getDescription() {
            return english.getDescription() + " in " + Spoken.language().toLanguageTag();
        }

        @Override
        public @Nullable String getBaseName() {
            return english.getBaseName();
        }

        @Override
        public boolean exists() {
            return english.exists();
        }

        @Override
        public ITemplateResource relative(String relativeLocation) {
            return new Translated(english.relative(relativeLocation));
        }
    }
}

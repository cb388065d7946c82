package org.claimtrail.translation.web;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.claimtrail.translation.Spoken;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.cache.ExpressionCacheKey;
import org.thymeleaf.cache.ICache;
import org.thymeleaf.cache.ICacheEntryValidityChecker;
import org.thymeleaf.cache.ICacheManager;
import org.thymeleaf.cache.StandardCacheManager;
import org.thymeleaf.cache.TemplateCacheKey;
import org.thymeleaf.engine.TemplateModel;

/** Keeps templates that were read, those of each language by themselves. */
class TemplatesByLanguage implements ICacheManager {

    private final Map<Locale, StandardCacheManager> languages = new ConcurrentHashMap<>();

    private final ICache<TemplateCacheKey, TemplateModel> templates = new ICache<>() {

        @Override
        public void put(TemplateCacheKey key, TemplateModel template) {
            spoken().getTemplateCache().put(key, template);
        }

        @Override
        public @Nullable TemplateModel get(TemplateCacheKey key) {
            return spoken().getTemplateCache().get(key);
        }

        @Override
        public @Nullable TemplateModel get(
                TemplateCacheKey key,
                ICacheEntryValidityChecker<? super TemplateCacheKey, ? super TemplateModel> checker) {
            return spoken().getTemplateCache().get(key, checker);
        }

        @Override
        public void clear() {
            languages.values().forEach(language -> language.getTemplateCache().clear());
        }

        @Override
        public void clearKey(TemplateCacheKey key) {
            languages.values().forEach(language -> language.getTemplateCache().clearKey(key));
        }

        @Override
        public Set<TemplateCacheKey> keySet() {
            Set<TemplateCacheKey> keys = new HashSet<>();
            languages
                    .values()
                    .forEach(language -> keys.addAll(language.getTemplateCache().keySet()));
            return keys;
        }
    };

    private StandardCacheManager spoken() {
        return languages.computeIfAbsent(Spoken.language(), language -> new StandardCacheManager());
    }

    @Override
    public ICache<TemplateCacheKey, TemplateModel> getTemplateCache() {
        return templates;
    }

    /** Their text is the key, and differs with the language. */
    @Override
    public ICache<ExpressionCacheKey, Object> getExpressionCache() {
        return languages
                .computeIfAbsent(Locale.ENGLISH, language -> new StandardCacheManager())
                .getExpressionCache();
    }

    @Override
    public <K, V> @Nullable ICache<K, V> getSpecificCache(String name) {
        return null;
    }

    @Override
    public List<String> getAllSpecificCacheNames() {
        return List.of();
    }

    @Override
    public void clearAllCaches() {
        languages.values().forEach(StandardCacheManager::clearAllCaches);
    }
}

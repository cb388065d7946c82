package org.claimtrail.pages.web;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.claimtrail.translation.Spoken;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.util.unit.DataUnit;

/** The settings {@code claimtrail.*} as they were bound, which is what the service goes by; never a secret. */
@Component
class SettingsInForce {

    /**
     * @param name as it is written in a file
     * @param value as it holds
     * @param isGiven whether the operator says so; else it is what holds where nothing is said
     */
    record Setting(String name, String value, boolean isGiven) {}

    /** @param name of what the settings are about */
    record Group(String name, List<Setting> settings) {}

    private static final String ALL = "claimtrail";
    private static final Pattern SECRET = Pattern.compile("(^|.*-)(password|secret|key|credentials?)$");

    /** Who is named in an address, with what he shows to get in. */
    private static final Pattern USER_OF_ADDRESS = Pattern.compile("(?<=//)[^/@\\s]+@");

    private static final Pattern PASSWORD_OF_ADDRESS = Pattern.compile("(?i)(?<=[?&;](?:password|user)=)[^&;]*");

    private final ApplicationContext context;

    SettingsInForce(ApplicationContext context) {
        this.context = context;
    }

    /** By what they are about; those of the service itself first. */
    List<Group> groups() {
        Map<String, List<Setting>> groups = new TreeMap<>();
        for (Object bound :
                context.getBeansWithAnnotation(ConfigurationProperties.class).values()) {
            ConfigurationProperties properties =
                    AnnotatedElementUtils.findMergedAnnotation(bound.getClass(), ConfigurationProperties.class);
            if (properties != null
                    && bound instanceof Record settings
                    && properties.value().startsWith(ALL)) {
                read(properties.value(), settings, groups);
            }
        }
        return groups.entrySet().stream()
                .map(group -> new Group(
                        group.getKey(),
                        group.getValue().stream()
                                .sorted(Comparator.comparing(Setting::name))
                                .toList()))
                .toList();
    }

    private void read(String prefix, Record settings, Map<String, List<Setting>> groups) {
        for (RecordComponent component : settings.getClass().getRecordComponents()) {
            String name = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
            Object value = value(settings, component);
            if (value instanceof Record more && !isWrittenAsOne(more)) {
                read(name, more, groups);
            } else {
                String[] parts = name.split("\\.");
                groups.computeIfAbsent(parts.length > 2 ? parts[1] : "", group -> new ArrayList<>())
                        .add(new Setting(
                                name,
                                SECRET.matcher(parts[parts.length - 1]).matches()
                                        ? Spoken.of(value == null ? "none" : "set, and not shown")
                                        : written(value),
                                isGiven(name)));
            }
        }
    }

    private static @Nullable Object value(Record settings, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(settings);
        } catch (ReflectiveOperationException e) {
            throw new UndeclaredThrowableException(e);
        }
    }

    /** Such as a rate. */
    private static boolean isWrittenAsOne(Record value) {
        return Arrays.stream(value.getClass().getMethods())
                .anyMatch(method -> method.getName().equals("valueOf"));
    }

    private static String written(@Nullable Object value) {
        if (value == null) {
            return "none";
        }
        if (value instanceof Collection<?> list) {
            return list.isEmpty()
                    ? "none"
                    : (list instanceof Set<?> set ? set.stream().sorted() : list.stream())
                            .map(SettingsInForce::written)
                            .collect(Collectors.joining(", "));
        }
        if (value instanceof Map<?, ?> map) {
            return map.isEmpty()
                    ? "none"
                    : map.entrySet().stream()
                            .map(entry -> entry.getKey() + ": " + written(entry.getValue()))
                            .sorted()
                            .collect(Collectors.joining("; "));
        }
        if (value instanceof Duration time) {
            return inWords(time);
        }
        if (value instanceof DataSize size) {
            return inWords(size);
        }
        if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
        if (value instanceof Boolean truth) {
            return truth ? "yes" : "no";
        }
        String text = PASSWORD_OF_ADDRESS
                .matcher(USER_OF_ADDRESS.matcher(value.toString()).replaceAll("…@"))
                .replaceAll("…");
        return text.isBlank() ? "none" : text;
    }

    /** In the largest unit that leaves nothing over. */
    private static String inWords(Duration time) {
        for (Map.Entry<String, Duration> unit : List.of(
                Map.entry("day", Duration.ofDays(1)),
                Map.entry("hour", Duration.ofHours(1)),
                Map.entry("minute", Duration.ofMinutes(1)),
                Map.entry("second", Duration.ofSeconds(1)),
                Map.entry("millisecond", Duration.ofMillis(1)))) {
            long many = time.dividedBy(unit.getValue());
            if (many > 0 && unit.getValue().multipliedBy(many).equals(time)) {
                return many + " " + unit.getKey() + (many == 1 ? "" : "s");
            }
        }
        return time.isZero() ? "0 seconds" : time.toString();
    }

    private static String inWords(DataSize size) {
        for (DataUnit unit : List.of(DataUnit.GIGABYTES, DataUnit.MEGABYTES, DataUnit.KILOBYTES)) {
            long one = DataSize.of(1, unit).toBytes();
            if (size.toBytes() >= one && size.toBytes() % one == 0) {
                return size.toBytes() / one + " " + unit.name().charAt(0) + "B";
            }
        }
        return size.toBytes() + " bytes";
    }

    private boolean isGiven(String name) {
        ConfigurationPropertyName property = ConfigurationPropertyName.of(name);
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(context.getEnvironment())) {
            if (!isOwn(source)
                    && (source.getConfigurationProperty(property) != null
                            || source.containsDescendantOf(property) == ConfigurationPropertyState.PRESENT)) {
                return true;
            }
        }
        return false;
    }

    /** What comes with the service. */
    private static boolean isOwn(ConfigurationPropertySource source) {
        return String.valueOf(source.getUnderlyingSource()).contains("class path resource [application.yaml]");
    }
}

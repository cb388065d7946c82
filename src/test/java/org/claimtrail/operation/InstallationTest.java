package org.claimtrail.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubernetes.client.openapi.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.claimtrail.platform.Json;
import org.junit.jupiter.api.Test;
import org.springframework.boot.convert.DurationStyle;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/** What others install the service by: the manifests for Kubernetes, the composed containers, the package for Debian. */
class InstallationTest {

    private static final Path MANIFESTS = Path.of("ops/kubernetes");

    private static final Map<String, String> VERSIONS = Map.of(
            "ConfigMap", "v1",
            "Deployment", "apps/v1",
            "Ingress", "networking.k8s.io/v1",
            "NetworkPolicy", "networking.k8s.io/v1",
            "PersistentVolumeClaim", "v1",
            "PodDisruptionBudget", "policy/v1",
            "Secret", "v1",
            "Service", "v1");

    /** What an instance takes to end after it was drained: GentleStop's patience, and that of Spring Boot. */
    private static final Duration END = Duration.ofSeconds(45);

    @Test
    void kubernetesKnowsEveryField() throws Exception {
        List<JsonNode> manifests = manifests();
        assertThat(manifests).extracting(InstallationTest::kind).containsExactlyInAnyOrderElementsOf(VERSIONS.keySet());
        for (JsonNode manifest : manifests) {
            assertThat(manifest.at("/apiVersion").asString()).isEqualTo(VERSIONS.get(kind(manifest)));
            check(manifest.toString(), kind(manifest));
        }
        String odd = manifest("Deployment").toString().replace("\"containerPort\"", "\"containersPort\"");
        assertThatThrownBy(() -> check(odd, "Deployment")).hasMessageContaining("containersPort");
    }

    private static void check(String manifest, String kind) throws ClassNotFoundException {
        JSON.getGson().fromJson(manifest, Class.forName("io.kubernetes.client.openapi.models.V1" + kind));
    }

    @Test
    void manifestsNameWhatIsInOthers() throws Exception {
        JsonNode deployment = manifest("Deployment");
        JsonNode pod = deployment.at("/spec/template/spec");
        JsonNode service = pod.at("/containers/0");
        String labels = deployment.at("/spec/template/metadata/labels").toString();
        assertThat(List.of(
                        deployment.at("/spec/selector/matchLabels"),
                        pod.at("/topologySpreadConstraints/0/labelSelector/matchLabels"),
                        manifest("Service").at("/spec/selector"),
                        manifest("PodDisruptionBudget").at("/spec/selector/matchLabels"),
                        manifest("NetworkPolicy").at("/spec/podSelector/matchLabels")))
                .allSatisfy(selector -> assertThat(selector.toString()).isEqualTo(labels));

        assertThat(texts(pod, "configMapRef", "name")).containsOnly(name("ConfigMap"));
        assertThat(texts(pod, "persistentVolumeClaim", "claimName")).containsOnly(name("PersistentVolumeClaim"));
        assertThat(texts(pod, "secret", "secretName")).containsOnly(name("Secret"));
        assertThat(manifest("Ingress").findValuesAsString("host"))
                .containsOnly(manifest("ConfigMap").at("/data/CLAIMTRAIL_HOSTS").asString());
        assertThat(texts(manifest("Ingress"), "service", "name")).containsOnly(name("Service"));

        Set<String> ports = new HashSet<>(texts(service, "ports", "name"));
        assertThat(ports).containsExactlyInAnyOrder("http", "management");
        assertThat(ports).containsAll(texts(service, "httpGet", "port"));
        assertThat(ports).containsAll(texts(manifest("Service"), "ports", "targetPort"));
        assertThat(texts(manifest("NetworkPolicy").at("/spec/ingress"), "ports", "port"))
                .containsExactlyInAnyOrderElementsOf(ports);
        String management =
                manifest("ConfigMap").at("/data/MANAGEMENT_SERVER_PORT").asString();
        assertThat(service.at("/ports/1/containerPort").asString()).isEqualTo(management);
        assertThat(deployment
                        .at("/spec/template/metadata/annotations/prometheus.io~1port")
                        .asString())
                .isEqualTo(management);

        String user = pod.at("/securityContext/runAsUser").asString();
        assertThat(Files.readString(Path.of("Dockerfile"))).contains("\nUSER " + user + ":" + user + "\n");
        Duration drain = DurationStyle.detectAndParse(
                manifest("ConfigMap").at("/data/CLAIMTRAIL_STOP_DRAIN").asString());
        assertThat(Duration.ofSeconds(pod.at("/terminationGracePeriodSeconds").asLong()))
                .isGreaterThan(drain.plus(END));
    }

    /** Prometheus and Grafana as docker-compose.yml has them: each is found where the next one looks. */
    @Test
    void whatSeesTheServiceFindsIt() throws Exception {
        JsonNode services = yaml(Path.of("docker-compose.yml")).get(0).at("/services");
        assertThat(services.at("/claimtrail/environment/MANAGEMENT_SERVER_PORT").asString())
                .isEqualTo("${CLAIMTRAIL_MANAGEMENT_PORT:-}");
        assertThat(Files.readString(Path.of("docs/seeing.md")))
                .contains("CLAIMTRAIL_MANAGEMENT_PORT=9090 docker compose --profile seeing");
        assertThat(Files.readString(Path.of("ops/seeing/prometheus.yaml")))
                .contains("[\"claimtrail:9090\"]", "job_name: claimtrail", "rule_files: [alerts.yaml]");
        JsonNode source =
                yaml(Path.of("ops/seeing/grafana-sources.yaml")).get(0).at("/datasources/0");
        assertThat(source.at("/url").asString()).isEqualTo("http://prometheus:9090");
        // The dashboard takes the first source of this type.
        assertThat(Json.parseObject(Files.readAllBytes(Path.of("ops/grafana.json")))
                        .at("/templating/list/0/query")
                        .asString())
                .isEqualTo(source.at("/type").asString());

        List<String> mounts = Stream.of("prometheus", "grafana")
                .flatMap(service -> services.at("/" + service + "/volumes").valueStream())
                .map(JsonNode::asString)
                .filter(mount -> mount.startsWith("./"))
                .toList();
        assertThat(mounts).hasSize(5).allSatisfy(mount -> {
            assertThat(Path.of(mount.substring(0, mount.indexOf(':')))).isRegularFile();
            assertThat(mount).endsWith(":ro");
        });
        String dashboards = yaml(Path.of("ops/seeing/grafana-dashboards.yaml"))
                .get(0)
                .at("/providers/0/options/path")
                .asString();
        assertThat(mounts).contains("./ops/grafana.json:" + dashboards + "/claimtrail.json:ro");
        assertThat(services.at("/grafana/environment/GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH")
                        .asString())
                .isEqualTo(dashboards + "/claimtrail.json");
    }

    /** A setting of a wrong name is no fault that anybody would be told: the service goes by what holds without it. */
    @Test
    void settingsAreThoseOfTheService() throws Exception {
        Set<String> known = settings();
        List<String> given = new ArrayList<>();
        JsonNode services = yaml(Path.of("docker-compose.yml")).get(0).at("/services");
        for (String service : List.of("claimtrail", "backup")) {
            services.at("/" + service + "/environment").propertyNames().stream()
                    .filter(name -> name.contains("_"))
                    .forEach(given::add);
        }
        given.addAll(manifest("ConfigMap").at("/data").propertyNames());
        given.addAll(manifest("Secret").at("/stringData").propertyNames());
        // What is a comment there is a setting for somebody to take.
        Pattern setting = Pattern.compile("(?m)^\\s*#? ?([A-Z]+(?:_[A-Z0-9]+)+): |^#?([a-z0-9-]+(?:\\.[a-z0-9-]+)+)=");
        for (Path file : List.of(Path.of("ops/debian/claimtrail.properties"), MANIFESTS.resolve("settings.yaml"))) {
            setting.matcher(Files.readString(file))
                    .results()
                    .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                    .forEach(given::add);
        }
        Pattern.compile("(?m)^([a-z.]+)=")
                .matcher(Files.readString(Path.of("ops/debian/make-database")))
                .results()
                .map(found -> found.group(1))
                .filter(name -> name.contains("."))
                .forEach(given::add);
        assertThat(given)
                .contains("claimtrail.db.migration.password", "claimtrail.hosts", "CLAIMTRAIL_FILES_S3_BUCKET");
        assertThat(given).filteredOn(name -> !known.contains(asVariable(name))).isEmpty();
    }

    /** As the environment has it: CLAIMTRAIL_PUBLICREAD, and CLAIMTRAIL_PUBLIC_READ, which is taken for the same. */
    private static String asVariable(String name) {
        return name.replaceAll("[-._]", "").toUpperCase(Locale.ROOT);
    }

    /** Those of the table in README.md, where `.bucket` stands beside `claimtrail.files.s3.endpoint`; and Spring Boot's own. */
    private static Set<String> settings() throws IOException {
        Set<String> known = new HashSet<>();
        String readme = Files.readString(Path.of("README.md"));
        for (Matcher row = Pattern.compile("(?m)^\\| (`claimtrail\\.[^|]*) \\|").matcher(readme); row.find(); ) {
            List<String> names = Pattern.compile("`([^`]+)`")
                    .matcher(row.group(1))
                    .results()
                    .map(name -> name.group(1))
                    .toList();
            String first = names.get(0);
            names.forEach(name -> known.add(
                    asVariable(name.startsWith(".") ? first.substring(0, first.lastIndexOf('.')) + name : name)));
        }
        for (URL metadata : Collections.list(
                InstallationTest.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
            try (var source = metadata.openStream()) {
                Json.parseObject(source.readAllBytes())
                        .at("/properties")
                        .forEach(property ->
                                known.add(asVariable(property.at("/name").asString())));
            }
        }
        return known;
    }

    private static String kind(JsonNode manifest) {
        return manifest.at("/kind").asString();
    }

    private static String name(String kind) throws IOException {
        return manifest(kind).at("/metadata/name").asString();
    }

    private static JsonNode manifest(String kind) throws IOException {
        return manifests().stream()
                .filter(manifest -> kind(manifest).equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> manifests() throws IOException {
        try (Stream<Path> files = Files.walk(MANIFESTS)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .flatMap(file -> yaml(file).stream())
                    .toList();
        }
    }

    private static List<JsonNode> yaml(Path file) {
        try {
            List<JsonNode> documents = new ArrayList<>();
            new Yaml()
                    .loadAll(Files.readString(file))
                    .forEach(document -> documents.add(Json.parseObject(Json.write(document))));
            return documents;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What members of a name say, in whatever is called so, of one or of each. */
    private static List<String> texts(JsonNode node, String parent, String name) {
        return node.findValues(parent).stream()
                .flatMap(found -> found.isArray() ? found.valueStream() : Stream.of(found))
                .filter(found -> found.has(name))
                .map(found -> found.at("/" + name).asString())
                .toList();
    }
}

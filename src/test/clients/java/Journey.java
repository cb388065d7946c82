import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.ApiResponse;
import org.openapitools.client.api.ClaimsApi;
import org.openapitools.client.api.ClaimsApi.APIListClaimsRequest;
import org.openapitools.client.api.HistoryApi;
import org.openapitools.client.api.HistoryApi.APIListChangesRequest;
import org.openapitools.client.api.SourcesApi;
import org.openapitools.client.model.*;

/**
 * What somebody does with the client that openapi-generator makes for Java. Arguments: the service's address, the token of an
 * administrator, that of a reader who may make few requests, and a file with the examples of the contract by their schemas.
 */
public class Journey {

    interface Call {
        void make() throws Exception;
    }

    private static ApiClient client(String address, String token) {
        ApiClient client = new ApiClient();
        client.updateBaseUri(address);
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
        return client;
    }

    private static void check(boolean holds, Object what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    private static Problem refused(int status, ApiClient client, Call call) throws Exception {
        try {
            call.make();
        } catch (ApiException e) {
            check(e.getCode() == status, e.getCode() + " " + e.getResponseBody());
            if (status == 429) {
                check(e.getResponseHeaders().firstValue("Retry-After").isPresent(), e.getResponseHeaders());
            }
            return client.getObjectMapper().readValue(e.getResponseBody(), Problem.class);
        }
        throw new AssertionError("It was not answered " + status + ".");
    }

    /** Without nulls, which say the same as nothing, without empty lists of bodies, and with each instant and number in one way. */
    private static JsonNode plain(JsonNode value, ObjectMapper mapper) {
        if (value.isObject()) {
            ObjectNode object = mapper.createObjectNode();
            value.fields().forEachRemaining(field -> {
                if (!field.getValue().isNull() && !(field.getValue().isArray() && field.getValue().isEmpty())) {
                    object.set(field.getKey(), plain(field.getValue(), mapper));
                }
            });
            return object;
        }
        if (value.isArray()) {
            ArrayNode array = mapper.createArrayNode();
            value.forEach(element -> array.add(plain(element, mapper)));
            return array;
        }
        if (value.isNumber()) {
            return mapper.getNodeFactory().textNode(value.decimalValue().stripTrailingZeros().toPlainString());
        }
        if (value.isTextual() && value.asText().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z")) {
            return mapper.getNodeFactory().textNode(OffsetDateTime.parse(value.asText()).toString());
        }
        return value;
    }

    /** Whatever the contract shows is read, and written as it was. */
    private static int readWhatTheContractShows(ObjectMapper mapper, Path examples) throws Exception {
        int shown = 0;
        for (Map.Entry<String, JsonNode> schema : mapper.readTree(Files.readString(examples)).properties()) {
            Class<?> model;
            try {
                model = Class.forName("org.openapitools.client.model." + schema.getKey());
            } catch (ClassNotFoundException e) {
                continue;
            }
            for (JsonNode example : schema.getValue()) {
                JsonNode written = mapper.valueToTree(mapper.treeToValue(example, model));
                check(
                        plain(written, mapper).equals(plain(example, mapper)),
                        schema.getKey() + " is read as\n" + written + "\ninstead of\n" + example);
                shown++;
            }
        }
        check(shown > 100, shown);
        return shown;
    }

    private static ClaimInput claim(String topic) {
        return new ClaimInput()
                .text("North Korea shipped about 6,700 containers to Russia.")
                .kind(ClaimKind.FIGURE)
                .topics(List.of(topic))
                .occurred("2023-08/2024-02")
                .figures(List.of(
                        new FigureInput()
                                .measure(new MeasureRef().name("containers shipped").unit("containers"))
                                .qualifier(Qualifier.ABOUT)
                                .amount(new BigDecimal("6700.000000000001")),
                        new FigureInput()
                                .qualifier(Qualifier.MORE_THAN)
                                .lowerBound(new BigDecimal("3000000000"))
                                .unit("shells")))
                .appearances(List.of(new AppearanceInput()
                        .article(new ArticleRef()
                                .url("https://news.example/java")
                                .publishedOn("2024-06-19")
                                .publisher(new SourceRef()
                                        .name("The Example Times")
                                        .kind(SourceKind.PUBLICATION)))
                        .locator(new LocatorInput().exact("about 6,700 containers"))
                        .attribution(List.of(new AttributionLinkInput()
                                .sources(List.of(new SourceRef()
                                        .name("Defense Ministry")
                                        .kind(SourceKind.ORGANIZATION)))
                                .cue("said")
                                .mode(AttributionMode.INDIRECT)
                                .basis(AttributionBasis.ON_RECORD)
                                .saidOn("2024")))));
    }

    public static void main(String[] arguments) throws Exception {
        ApiClient client = client(arguments[0], arguments[1]);
        ClaimsApi claims = new ClaimsApi(client);
        String topic = UUID.randomUUID().toString();
        int shown = readWhatTheContractShows(client.getObjectMapper(), Path.of(arguments[3]));

        ApiResponse<Claim> recorded = claims.recordClaimWithHttpInfo(claim(topic), null, topic);
        Claim claim = recorded.getData();
        check(recorded.getStatusCode() == 201, recorded.getStatusCode());
        check(
                recorded.getHeaders().get("location").equals(List.of("/api/v1/claims/" + claim.getId())),
                recorded.getHeaders());
        check(claim.getFigures().get(0).getAmount().equals(new BigDecimal("6700.000000000001")), claim);
        ApiResponse<Claim> again = claims.recordClaimWithHttpInfo(claim(topic), null, topic);
        check(again.getData().getId().equals(claim.getId()), again.getData());

        List<ClaimInput> more = new ArrayList<>();
        for (String language : List.of("en", "en", "no language", "en", "en")) {
            more.add(new ClaimInput()
                    .text("Statement " + more.size() + ".")
                    .kind(ClaimKind.FACT)
                    .topics(List.of(topic))
                    .language(language));
        }
        ClaimBatchResult batch = claims.recordClaims(
                new ClaimBatch().mode(ClaimBatch.ModeEnum.EACH).claims(more), null);
        check(batch.getRecorded() == 4 && batch.getRefused() == 1, batch);
        check(batch.getItems().get(2).getProblem().getType() == Problem.TypeEnum._PROBLEMS_INVALID_BODY, batch);

        List<Integer> numbers = new ArrayList<>();
        String cursor = null;
        int pages = 0;
        do {
            ClaimList page = claims.listClaims(APIListClaimsRequest.newBuilder()
                    .topic(List.of(topic))
                    .sort("number")
                    .limit(2)
                    .cursor(cursor)
                    .build());
            page.getItems().forEach(item -> numbers.add(item.getNumber()));
            cursor = page.getNext();
            pages++;
        } while (cursor != null);
        check(pages == 3 && numbers.equals(List.copyOf(new TreeSet<>(numbers))) && numbers.size() == 5, numbers);

        String etag = claims.readClaimWithHttpInfo("C-" + claim.getNumber(), null, null, null, null)
                .getHeaders()
                .get("etag")
                .get(0);
        ApiResponse<Claim> changed = claims.patchClaimWithHttpInfo(
                etag, claim.getId().toString(), new ClaimPatch().place("Rajin").occurred(null));
        check(changed.getData().getPlace().equals("Rajin") && changed.getData().getOccurred() == null, changed.getData());
        check(!changed.getHeaders().get("etag").contains(etag), etag);

        Problem stale = refused(
                412, client, () -> claims.patchClaim(etag, claim.getId().toString(), new ClaimPatch().place("Nampo")));
        check(stale.getType() == Problem.TypeEnum._PROBLEMS_STALE, stale);
        UUID ministry = claim.getAppearances()
                .get(0)
                .getAttribution()
                .get(0)
                .getSources()
                .get(0)
                .getId();
        Problem referenced = refused(409, client, () -> new SourcesApi(client).deleteSource("*", ministry));
        check(referenced.getType() == Problem.TypeEnum._PROBLEMS_REFERENCED, referenced);
        check(referenced.getOthers().get(0).getType().equals("claim"), referenced);
        Problem faulty = refused(
                400,
                client,
                () -> claims.recordClaim(
                        new ClaimInput().text("x").kind(ClaimKind.FACT).occurred("yesterday").language("no language"),
                        null,
                        null));
        check(faulty.getErrors().size() == 2, faulty);

        HistoryApi history = new HistoryApi(client);
        String now = history.listChanges(
                        APIListChangesRequest.newBuilder().after("now").build())
                .getNext();
        HttpResponse<InputStream> stream = client.getHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(client.getBaseUri() + "/api/v1/changes?after=" + now))
                                .header("Accept", "text/event-stream")
                                .header("Authorization", "Bearer " + arguments[1])
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        check(stream.statusCode() == 200, stream.statusCode());
        Claim heard = claims.recordClaim(new ClaimInput().text("Heard.").kind(ClaimKind.FACT), null, null);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (!line.startsWith("data:")) {
                line = lines.readLine();
            }
            ChangeEvent event = client.getObjectMapper().readValue(line.substring("data:".length()), ChangeEvent.class);
            check(event.getType().equals("claim.created") && event.getId().equals(heard.getId()), event);
            check(event.getPatch().get(0).getOp() == PatchOperation.OpEnum.ADD, event);
        }

        ApiClient reader = client(arguments[0], arguments[2]);
        Problem limited = refused(429, reader, () -> {
            for (int i = 0; i < 10; i++) {
                new ClaimsApi(reader).listClaims(APIListClaimsRequest.newBuilder().limit(1).build());
            }
        });
        check(limited.getType() == Problem.TypeEnum._PROBLEMS_TOO_MANY_REQUESTS, limited);
        System.out.println("The Java client did all of it, and read " + shown + " examples.");
        System.exit(0);
    }
}

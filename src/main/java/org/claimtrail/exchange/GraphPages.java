package org.claimtrail.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimtrail.platform.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** RDF, claim by claim: as N-Quads, each claim in a graph of its own, or as Turtle. */
final class GraphPages implements PageWriter {

    private static final Map<String, String> PREFIXES = prefixes();

    private static final Pattern IRI = Pattern.compile("<([^>]*[/#])([A-Za-z][A-Za-z0-9]*)>");

    private static final Pattern TERM = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"(?:\\^\\^(<[^>]*>))?|<[^>]*>|\\S+");

    private final Dossiers dossiers;
    private final String base;
    private final boolean isTurtle;
    private final OutputStream out;

    GraphPages(Dossiers dossiers, String base, boolean isTurtle, OutputStream out) {
        this.dossiers = dossiers;
        this.base = base;
        this.isTurtle = isTurtle;
        this.out = out;
    }

    private static Map<String, String> prefixes() {
        Map<String, String> prefixes = new LinkedHashMap<>();
        prefixes.put(Triples.SCHEMA, "schema");
        prefixes.put(SchemaOrg.OWN, "claimtrail");
        prefixes.put(Provenance.PROV, "prov");
        prefixes.put(Provenance.OA, "oa");
        prefixes.put(Triples.RDF, "rdf");
        prefixes.put(Triples.XSD, "xsd");
        return prefixes;
    }

    @Override
    public void begin(boolean resumed) throws IOException {
        if (isTurtle && !resumed) {
            put(PREFIXES.entrySet().stream()
                    .map(prefix -> "@prefix %s: <%s> .\n".formatted(prefix.getValue(), prefix.getKey()))
                    .collect(Collectors.joining()));
        }
    }

    @Override
    public void write(Section section, State state, List<Place> page) throws IOException {
        for (Dossier dossier :
                state.read(() -> dossiers.of(page.stream().map(Place::id).toList(), Dossiers.ALL))) {
            write(dossier);
        }
    }

    private void write(Dossier dossier) throws IOException {
        SchemaOrg words = new SchemaOrg(base);
        Triples triples = new Triples("c" + dossier.claim().get("number").asString());
        ObjectNode claim = words.claimItself(dossier);
        // In a graph, an article is one for all claims: where each got there through whom is told of their appearances.
        Stream.concat(Stream.of(claim.path("firstAppearance")), claim.path("appearance").values().stream())
                .filter(ObjectNode.class::isInstance)
                .forEach(article -> ((ObjectNode) article).remove("isBasedOn"));
        String graph = triples.add(claim);
        for (JsonNode assessment : dossier.assessments()) {
            ObjectNode review = words.review(dossier, assessment);
            review.set("itemReviewed", Json.object().put("@id", claim.get("@id").stringValue()));
            triples.add(review);
        }
        new Provenance(base).of(dossier.claim()).forEach(triples::add);
        StringBuilder text = new StringBuilder();
        triples.bySubject().forEach((subject, statements) -> {
            if (isTurtle) {
                addBlock(text, subject, statements);
            } else {
                statements.forEach(statement -> text.append(subject)
                        .append(' ')
                        .append(statement)
                        .append(' ')
                        .append(graph)
                        .append(" .\n"));
            }
        });
        put(text.toString());
    }

    private static void addBlock(StringBuilder turtle, String subject, Set<String> statements) {
        turtle.append('\n').append(shortened(subject));
        String between = "\n    ";
        for (String statement : statements) {
            Matcher terms = TERM.matcher(statement);
            turtle.append(between);
            String blank = "";
            while (terms.find()) {
                String type = terms.group(1);
                String term = terms.group();
                turtle.append(blank)
                        .append(
                                type == null
                                        ? shortened(term)
                                        : term.substring(0, term.length() - type.length()) + shortened(type));
                blank = " ";
            }
            between = " ;\n    ";
        }
        turtle.append(" .\n");
    }

    private static String shortened(String term) {
        Matcher iri = IRI.matcher(term);
        if (!iri.matches()) {
            return term;
        }
        String prefix = PREFIXES.get(iri.group(1));
        return prefix == null ? term : prefix + ":" + iri.group(2);
    }

    private void put(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}

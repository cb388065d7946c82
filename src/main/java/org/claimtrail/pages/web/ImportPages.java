package org.claimtrail.pages.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.claimtrail.intake.Imports;
import org.claimtrail.intake.Imports.Head;
import org.claimtrail.intake.Mappings;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Limits;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.web.Api;
import org.claimtrail.platform.web.PacedInput;
import org.claimtrail.prose.Tree;
import org.claimtrail.translation.Spoken;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Files that come in: sent, looked at, told which column is what, recorded, mended. */
@Controller
@RequestMapping("/imports")
class ImportPages {

    private static final String SHOWN_FAULTS = "50";

    /** What a table does not say in a column it may say for all rows. */
    private static final List<String> CONSTANTS = List.of(
            "kind",
            "language",
            "topics",
            "speaker.kind",
            "through.kind",
            "about.kind",
            "assessment.reviewer",
            "article.publisher");

    private final Imports imports;
    private final Mappings mappings;
    private final Limits limits;

    ImportPages(Imports imports, Mappings mappings, Limits limits) {
        this.imports = imports;
        this.mappings = mappings;
        this.limits = limits;
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute("imports", Tree.of(imports.list(new Query(Map.of("limit", List.of("50"))))));
        return "imports/list";
    }

    /** Pasted text. */
    @PostMapping
    Object paste(
            @RequestParam(defaultValue = "") String text, @RequestParam(defaultValue = "") String name, Model model)
            throws IOException {
        try {
            Representation made = imports.upload(
                    new Head(name.isBlank() ? Spoken.of("pasted text") : name.strip(), null, false, false, null),
                    new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
            return "redirect:/imports/" + made.id();
        } catch (InvalidInput e) {
            model.addAttribute("faults", e.faults());
            model.addAttribute("text", text);
            return new ModelAndView(list(model), model.asMap(), HttpStatus.BAD_REQUEST);
        }
    }

    /** A file as a script sends it, and where its page is. */
    @PostMapping("/file")
    ResponseEntity<String> upload(@RequestParam(defaultValue = "upload") String name, HttpServletRequest request)
            throws IOException {
        try {
            Representation made =
                    imports.upload(new Head(name, null, false, false, null), PacedInput.of(request, limits));
            return ResponseEntity.status(HttpStatus.CREATED)
                    .header(HttpHeaders.LOCATION, "/imports/" + made.id())
                    .body("");
        } catch (InvalidInput e) {
            return ResponseEntity.badRequest()
                    .header(HttpHeaders.CONTENT_TYPE, "text/plain;charset=UTF-8")
                    .body(String.valueOf(e.faults().get(0).detail()));
        }
    }

    @GetMapping("/{id}")
    String show(
            @PathVariable UUID id,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String asked,
            Model model,
            HttpServletResponse response) {
        describe(id, imports.read(id), model);
        if (asked != null && !Boolean.TRUE.equals(model.getAttribute("works"))) {
            // Whoever watched how far it is wants to see now what came of it.
            response.setHeader("HX-Refresh", "true");
        }
        return "imports/import";
    }

    private void describe(UUID id, Representation read, Model model) {
        ObjectNode present = read.tree();
        String state = present.get("state").stringValue();
        boolean waits = state.equals("READY") || state.equals("TRIED");
        model.addAttribute("it", Tree.of(read));
        model.addAttribute("waits", waits);
        model.addAttribute("works", List.of("UPLOADING", "RUNNING", "UNDOING").contains(state));
        model.addAttribute("faulty", items(id, "FAULTY"));
        model.addAttribute("duplicates", items(id, "DUPLICATE"));
        model.addAttribute("recorded", items(id, "RECORDED"));
        model.addAttribute(
                "pages", Map.of("source", "sources", "article", "articles", "measure", "measures", "topic", "topics"));
        model.addAttribute("stayed", Tree.of(imports.stayed(id, new Query(Map.of("limit", List.of(SHOWN_FAULTS))))));
        if (waits) {
            model.addAttribute("fields", Imports.fields());
            model.addAttribute("constants", constants(present));
            model.addAttribute("mappings", Tree.of(mappings.list(Lists.all())));
            model.addAttribute("preview", Tree.of(imports.preview(id, new Query(Map.of("rows", List.of("8"))))));
        }
    }

    private List<Tree> items(UUID id, String outcome) {
        Page page = imports.items(id, new Query(Map.of("outcome", List.of(outcome), "limit", List.of(SHOWN_FAULTS))));
        return Tree.of(page);
    }

    private static Map<String, String> constants(ObjectNode present) {
        Map<String, String> constants = new LinkedHashMap<>();
        CONSTANTS.forEach(field -> constants.put(field, ""));
        present.at("/reading/constants")
                .forEach(one -> constants.put(
                        one.path("field").asString(""), one.path("value").asString("")));
        return constants;
    }

    /** What is said of the columns is kept; then the rows are tried or recorded, if a button for that was pressed. */
    @PostMapping("/{id}/reading")
    ModelAndView read(@PathVariable UUID id, HttpServletRequest sent, Model model, RedirectAttributes flash) {
        return act(id, model, () -> {
            String mapping = given(sent, "mapping");
            String act = String.valueOf(sent.getParameter("act"));
            ObjectNode reading = act.equals("apply") && mapping != null
                    ? mappings.find(mapping).orElseGet(Json::object)
                    : reading(sent);
            if (act.equals("apply")) {
                // Only of what this file has.
                ObjectNode present = (ObjectNode) imports.read(id).tree().get("reading");
                reading.remove(List.of("delimiter", "encoding"));
                for (String own : List.of("delimiter", "encoding")) {
                    if (present.has(own)) {
                        reading.set(own, present.get(own));
                    }
                }
            }
            imports.read(id, reading);
            String save = given(sent, "save");
            if (act.equals("save") && save != null) {
                mappings.save(save, (ObjectNode) imports.read(id).tree().get("reading"));
                flash.addFlashAttribute("said", Spoken.of("Saved as {0}.", save));
            }
            if (act.equals("try") || act.equals("start")) {
                imports.start(id, act.equals("try"));
            }
        });
    }

    private static ObjectNode reading(HttpServletRequest sent) {
        ObjectNode reading = Json.object();
        for (String text : List.of("encoding", "sheet", "scheme", "dates")) {
            String value = given(sent, text);
            if (value != null) {
                reading.put(text, value);
            }
        }
        String delimiter = sent.getParameter("delimiter");
        if (delimiter != null && !delimiter.isEmpty()) {
            reading.put("delimiter", delimiter.equals("tab") ? "\t" : delimiter);
        }
        reading.put("decimalComma", sent.getParameter("decimalComma") != null);
        reading.put("overwrite", sent.getParameter("overwrite") != null);
        ArrayNode columns = reading.putArray("columns");
        for (int i = 0; sent.getParameter("name." + i) != null; i++) {
            ObjectNode column = columns.addObject().put("name", sent.getParameter("name." + i));
            String field = given(sent, "field." + i);
            if (field != null) {
                column.put("field", field);
            }
            String split = given(sent, "split." + i);
            if (split != null) {
                column.put("split", split);
            }
        }
        if (columns.isEmpty()) {
            reading.remove(List.of("columns", "decimalComma"));
        }
        ArrayNode constants = Json.mapper().createArrayNode();
        sent.getParameterMap().forEach((name, values) -> {
            if (name.startsWith("constant.") && !values[0].isBlank()) {
                constants
                        .addObject()
                        .put("field", name.substring("constant.".length()))
                        .put("value", values[0].strip());
            }
        });
        if (!constants.isEmpty()) {
            reading.set("constants", constants);
        }
        return reading;
    }

    private static @Nullable String given(HttpServletRequest sent, String name) {
        String value = sent.getParameter(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    @PostMapping("/{id}/start")
    ModelAndView start(@PathVariable UUID id, @RequestParam(defaultValue = "false") boolean dryRun, Model model) {
        return act(id, model, () -> imports.start(id, dryRun));
    }

    @PostMapping("/{id}/pause")
    ModelAndView pause(@PathVariable UUID id, Model model) {
        return act(id, model, () -> imports.pause(id));
    }

    @PostMapping("/{id}/resume")
    ModelAndView resume(@PathVariable UUID id, Model model) {
        return act(id, model, () -> imports.resume(id));
    }

    @PostMapping("/{id}/cancel")
    ModelAndView cancel(@PathVariable UUID id, Model model) {
        return act(id, model, () -> imports.cancel(id));
    }

    @PostMapping("/{id}/undo")
    ModelAndView undo(@PathVariable UUID id, Model model) {
        return act(id, model, () -> imports.undo(id));
    }

    @PostMapping("/{id}/delete")
    String delete(@PathVariable UUID id) {
        imports.delete(id);
        return "redirect:/imports";
    }

    /** As the API gives them. */
    @GetMapping("/{id}/faults")
    void faults(@PathVariable UUID id, HttpServletResponse response) throws IOException {
        Imports.Download refused = imports.faults(id);
        Api.attach(response, refused.name(), refused.mediaType());
        refused.rows().to(response.getOutputStream());
    }

    private ModelAndView act(UUID id, Model model, Runnable act) {
        List<Fault> faults = new ArrayList<>();
        HttpStatus status = HttpStatus.BAD_REQUEST;
        try {
            act.run();
            return new ModelAndView("redirect:/imports/" + id);
        } catch (InvalidInput e) {
            faults.addAll(e.faults());
        } catch (Conflict e) {
            faults.addAll(Forms.told(e));
            status = HttpStatus.CONFLICT;
        }
        describe(id, imports.read(id), model);
        model.addAttribute("faults", faults);
        return new ModelAndView("imports/import", model.asMap(), status);
    }
}

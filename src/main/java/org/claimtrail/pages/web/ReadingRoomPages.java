package org.claimtrail.pages.web;

import static org.claimtrail.platform.Fields.given;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimtrail.article.Articles;
import org.claimtrail.claim.Basis;
import org.claimtrail.claim.ClaimKind;
import org.claimtrail.claim.Claims;
import org.claimtrail.claim.Mode;
import org.claimtrail.claim.Nature;
import org.claimtrail.claim.Qualifier;
import org.claimtrail.claim.RelationType;
import org.claimtrail.likeness.Likeness;
import org.claimtrail.pages.NewClaims;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.BudgetSpent;
import org.claimtrail.platform.Busy;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.ModelFailed;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Role;
import org.claimtrail.proposal.KeptProposals;
import org.claimtrail.proposal.ModelReadings;
import org.claimtrail.proposal.Proposals;
import org.claimtrail.proposal.Proposer;
import org.claimtrail.prose.Tree;
import org.claimtrail.reading.ArticleText;
import org.claimtrail.reading.ArticleTexts;
import org.claimtrail.reading.Passage;
import org.claimtrail.readingroom.Drafts;
import org.claimtrail.readingroom.ReadingRoom;
import org.claimtrail.readingroom.Taken;
import org.claimtrail.source.SourceKind;
import org.claimtrail.translation.Spoken;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The reading room of an article: its text, the claims that were taken from it beside, and the card of the passage that is
 * chosen, filled in with what can be read there.
 */
@Controller
@RequestMapping("/articles/{id}/read")
class ReadingRoomPages {

    private static final String PAGE = "reading/room";
    private static final String CARD = "reading/card";
    private static final String EXACT = "/appearances/0/locator/exact";
    private static final int LIKE = 3;

    /** What of a card is no member of a claim, and is kept with a draft. */
    private static final Set<String> OF_CARD = Set.of("from", "in-version", "proposal");

    private final ArticleTexts texts;
    private final ReadingRoom room;
    private final Drafts drafts;
    private final Articles articles;
    private final Claims claims;
    private final NewClaims newClaims;
    private final Likeness likeness;
    private final Cards cards;
    private final Proposals candidates;
    private final KeptProposals proposals;
    private final ModelReadings modelReadings;
    private final Actor actor;

    ReadingRoomPages(
            ArticleTexts texts,
            ReadingRoom room,
            Drafts drafts,
            Articles articles,
            Claims claims,
            NewClaims newClaims,
            Likeness likeness,
            Cards cards,
            Proposals candidates,
            KeptProposals proposals,
            ModelReadings modelReadings,
            Actor actor) {
        this.texts = texts;
        this.room = room;
        this.drafts = drafts;
        this.articles = articles;
        this.claims = claims;
        this.newClaims = newClaims;
        this.likeness = likeness;
        this.cards = cards;
        this.candidates = candidates;
        this.proposals = proposals;
        this.modelReadings = modelReadings;
        this.actor = actor;
    }

    @ModelAttribute
    void choices(Model model) {
        model.addAttribute("kinds", ClaimKind.values());
        model.addAttribute("sourceKinds", SourceKind.values());
        model.addAttribute("modes", Mode.values());
        model.addAttribute("bases", Basis.values());
        model.addAttribute("qualifiers", Qualifier.values());
        model.addAttribute("natures", Nature.values());
    }

    /**
     * @param version of the text, the newest one unless it is said
     * @param from where the passage that is chosen begins, in UTF-16 code units; without one, the draft is shown
     * @param proposal one whose card is to be shown
     * @param after where the passage of the claim that was just recorded ends
     * @param target of a script that wants the card alone
     */
    @GetMapping
    ModelAndView show(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Integer version,
            @RequestParam(required = false) @Nullable Integer from,
            @RequestParam(required = false) @Nullable Integer to,
            @RequestParam(required = false) @Nullable UUID proposal,
            @RequestParam(required = false) @Nullable Integer after,
            @RequestHeader(name = "HX-Target", required = false) @Nullable String target,
            Model model) {
        ArticleText read = texts.of(id, version);
        model.addAttribute("after", after);
        if (mayTake()) {
            if (proposal != null) {
                propose(proposals.read(id, proposal).tree(), model);
            } else if (from != null && to != null && read.isThere()) {
                Passage.within(given(read.text()), from, to)
                        .ifPresent(chosen -> card(cards.of(read, chosen), read.version(), chosen.from(), model));
            } else {
                drafts.find(account(), id).ifPresent(draft -> restore(draft, model));
            }
        }
        return "card".equals(target) ? cardAlone(id, read, model) : whole(id, read, model, HttpStatus.OK);
    }

    private boolean mayTake() {
        return actor.may(Role.CONTRIBUTOR);
    }

    private static void card(Cards.Card card, int version, int from, Model model) {
        model.addAttribute("form", Form.of(card.body()));
        model.addAttribute("suggested", card.suggested());
        model.addAttribute("from", from);
        model.addAttribute("inVersion", version);
    }

    private void propose(ObjectNode proposal, Model model) {
        card(
                cards.of(proposal),
                proposal.get("version").intValue(),
                proposal.get("start").intValue(),
                model);
        model.addAttribute("proposal", proposal.get("id").stringValue());
    }

    private static void restore(Drafts.Draft draft, Model model) {
        model.addAttribute("form", Form.kept(draft.fields()));
        model.addAttribute("from", draft.fields().getOrDefault("from", "0"));
        model.addAttribute("inVersion", draft.fields().getOrDefault("in-version", ""));
        model.addAttribute("proposal", draft.fields().get("proposal"));
        model.addAttribute("keptAt", draft.keptAt().toString());
    }

    /** First those of claims that were taken, then who else speaks in the text. */
    private List<String> speakers(ArticleText read) {
        Map<String, String> byKey = new LinkedHashMap<>();
        Stream.concat(room.speakers(read.article()).stream(), candidates.speakers(read).stream())
                .forEach(name -> byKey.putIfAbsent(name.toLowerCase(Locale.ROOT), name));
        return byKey.values().stream().limit(ReadingRoom.MOST_SPEAKERS).toList();
    }

    private ModelAndView cardAlone(UUID id, ArticleText read, Model model) {
        model.addAttribute("read", read);
        model.addAttribute("article", Tree.of(articles.read(id)));
        model.addAttribute("speakers", speakers(read));
        return new ModelAndView(CARD + " :: card", model.asMap());
    }

    private ModelAndView whole(UUID id, ArticleText read, Model model, HttpStatus code) {
        text(read, model);
        model.addAttribute("article", Tree.of(articles.read(id)));
        model.addAttribute("versions", Tree.of(articles.versions(id, Lists.all())));
        model.addAttribute("speakers", mayTake() ? speakers(read) : List.of());
        model.addAttribute("proposals", mayTake() ? open(id) : List.of());
        if (mayTake()) {
            model.addAttribute("reader", modelReadings.reader());
            modelReadings.last(id).ifPresent(last -> model.addAttribute("lastReading", ModelReadingInWords.of(last)));
        }
        return new ModelAndView(PAGE, model.asMap(), code);
    }

    /** The text with its marks, the claims that were taken from it, and who else is here. */
    private void text(ArticleText read, Model model) {
        List<Taken> taken = room.taken(read);
        model.addAttribute("read", read);
        model.addAttribute("taken", taken);
        model.addAttribute("text", room.marked(read, taken));
        model.addAttribute("others", drafts.othersAt(read.article(), account()));
    }

    private List<Tree> open(UUID article) {
        return Tree.of(proposals.list(article, new Query(Map.of("state", List.of("OPEN"), "limit", List.of("200")))));
    }

    /** What others took meanwhile, and who is here; asked for again and again. */
    @GetMapping("/taken")
    String taken(@PathVariable UUID id, @RequestParam(required = false) @Nullable Integer version, Model model) {
        text(texts.of(id, version), model);
        return "reading/text :: both";
    }

    /** What is recorded already and like what is being written. */
    @GetMapping("/likes")
    String likes(@PathVariable UUID id, HttpServletRequest request, Model model) {
        Form form = Form.kept(Form.given(request));
        addLikes(form.body(), model);
        return CARD + " :: found";
    }

    private Likeness.Alike addLikes(ObjectNode body, Model model) {
        Likeness.Alike alike = likeness.alike(body, LIKE);
        model.addAttribute("likes", Tree.of(alike.claims()));
        model.addAttribute("repeated", alike.repeated());
        model.addAttribute("shown", numbers(alike.claims()));
        model.addAttribute("notCompared", alike.compared().notes());
        return alike;
    }

    private static String numbers(ArrayNode alike) {
        return alike.valueStream()
                .map(like -> "C-" + like.at("/claim/number").asString())
                .collect(Collectors.joining(" "));
    }

    /**
     * Records what the card says, or adds its passage to a claim that is there.
     *
     * @param proposal of which the card was filled in
     * @param addTo a claim that the passage is another appearance of
     * @param relate how the new claim bears on another one, and on which: "DENIES C-24"
     * @param seen the claims that were shown as alike, by their numbers
     */
    @PostMapping
    ModelAndView take(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "0") int from,
            @RequestParam(name = "in-version", required = false) @Nullable Integer version,
            @RequestParam(required = false) @Nullable UUID proposal,
            @RequestParam(name = "add-to", defaultValue = "") String addTo,
            @RequestParam(defaultValue = "") String relate,
            @RequestParam(defaultValue = "") String seen,
            HttpServletRequest request,
            Model model,
            RedirectAttributes flash) {
        ArticleText read = texts.of(id, version);
        Form form = Form.sent(request);
        model.addAttribute("from", from);
        model.addAttribute("inVersion", read.version());
        model.addAttribute("proposal", proposal);
        Optional<Passage> passage = locate(form, read, from);
        keep(id, request);
        ModelAndView answer = Forms.save(form, PAGE, model, () -> {
            if (passage.isEmpty() && form.has(EXACT)) {
                throw new InvalidInput(List.of(new Fault(EXACT, "does not stand in the article's text.")));
            }
            if (addTo.isEmpty() && relate.isEmpty()) {
                refuseRepeating(form.body(), seen, model);
            }
            flash.addFlashAttribute("said", record(id, proposal, form.body(), request, addTo, relate));
            drafts.discard(account(), id);
            return "/articles/" + id + "/read?after=" + passage.map(Passage::to).orElse(0);
        });
        return PAGE.equals(answer.getViewName()) ? whole(id, read, model, status(answer)) : answer;
    }

    private static HttpStatus status(ModelAndView answer) {
        return answer.getStatus() == null
                ? HttpStatus.OK
                : HttpStatus.valueOf(answer.getStatus().value());
    }

    /** The excerpt, wherever it stands now that it may have been cut shorter or longer by hand. */
    private static Optional<Passage> locate(Form form, ArticleText read, int from) {
        Optional<Passage> passage =
                read.isThere() ? Passage.of(form.value(EXACT), given(read.text()), from) : Optional.empty();
        if (form.body().at("/appearances/0") instanceof ObjectNode appearance) {
            for (JsonNode link : appearance.path("attribution")) {
                if (!link.has("quote") && link instanceof ObjectNode without) {
                    without.remove("quoteLanguage");
                }
            }
            appearance.putObject("article").put("id", read.article().toString());
            appearance.put("version", read.version());
            passage.ifPresent(found -> appearance.set("locator", found.locator(given(read.text()))));
        }
        return passage;
    }

    /** Whatever becomes of it, what was typed is kept until it is recorded. */
    private void keep(UUID article, HttpServletRequest request) {
        Map<String, String> fields = new LinkedHashMap<>();
        Form.given(request).forEach((name, value) -> {
            if (name.startsWith("/") || OF_CARD.contains(name)) {
                fields.put(name, value);
            }
        });
        drafts.keep(account(), article, fields);
    }

    /** Once shown, a claim that is alike stands in nobody's way. */
    private void refuseRepeating(ObjectNode body, String seen, Model model) {
        Set<String> shown = new TreeSet<>(Arrays.asList(seen.split(" ")));
        Likeness.Alike alike = addLikes(body, model);
        List<String> unseen = new ArrayList<>();
        for (JsonNode like : alike.claims()) {
            String number = "C-" + like.at("/claim/number").asString();
            if (alike.repeated().contains(like.at("/claim/number").longValue()) && !shown.contains(number)) {
                unseen.add(number);
            }
        }
        if (!unseen.isEmpty()) {
            throw new InvalidInput(List.of(new Fault(
                    "/text",
                    "may repeat " + String.join(", ", unseen)
                            + ": add the passage to it, say how it bears on it, or record it all the same.")));
        }
    }

    private String record(
            UUID article,
            @Nullable UUID proposal,
            ObjectNode body,
            HttpServletRequest request,
            String addTo,
            String relate) {
        if (!addTo.isEmpty()) {
            if (!(body.at("/appearances/0") instanceof ObjectNode appearance)) {
                throw new InvalidInput(List.of(new Fault(EXACT, "is required: the words in the article.")));
            }
            newClaims.addPassage(article, proposal, addTo, appearance);
            return Spoken.of("The passage is another appearance of {0}.", addTo);
        }
        String type = relate.substring(0, Math.max(0, relate.indexOf(' ')));
        String to = relate.substring(type.isEmpty() ? 0 : type.length() + 1);
        if (type.equals(RelationType.DENIES.name())) {
            body.put("kind", ClaimKind.DENIAL.name());
        }
        ObjectNode recorded;
        if (proposal != null) {
            boolean edited = !type.isEmpty()
                    || cards.isEdited(proposals.read(article, proposal).tree(), Form.given(request));
            recorded = claims.read(newClaims.accept(article, proposal, edited ? body : null, type, to))
                    .tree();
        } else {
            recorded = (type.isEmpty() ? claims.record(body) : claims.read(newClaims.record(body, type, to))).tree();
        }
        return Spoken.of("Recorded as {0}.", "C-" + recorded.get("number").asString());
    }

    /** Has the text read, and proposes what it most likely claims. */
    @PostMapping("/proposals")
    String propose(
            @PathVariable UUID id, @RequestParam(defaultValue = "RULES") Proposer proposer, RedirectAttributes flash) {
        try {
            int fresh = proposals.propose(id, proposer).get("new").intValue();
            flash.addFlashAttribute(
                    "said",
                    fresh == 0
                            ? Spoken.of("Nothing new can be proposed.")
                            : fresh == 1
                                    ? Spoken.of("One claim is proposed.")
                                    : Spoken.of("{0} claims are proposed.", fresh));
        } catch (Busy | BudgetSpent | ModelFailed e) {
            flash.addFlashAttribute("refused", Spoken.sentence(String.valueOf(e.getMessage())));
        }
        return "redirect:/articles/" + id + "/read#proposals";
    }

    /**
     * Takes a proposal as it is, or leaves it.
     *
     * @param reason why, in a word, if anybody says so
     */
    @PostMapping("/proposals/{proposal}")
    String decide(
            @PathVariable UUID id,
            @PathVariable UUID proposal,
            @RequestParam boolean accept,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash) {
        if (accept) {
            Tree claim = Tree.of(claims.read(newClaims.accept(id, proposal, null, "", "")));
            flash.addFlashAttribute("said", Spoken.of("Recorded as {0}.", "C-" + claim.get("number")));
        } else {
            ObjectNode decision = Json.object().put("state", "REJECTED");
            proposals.decide(
                    id, proposal, IfMatch.ANY, reason.isBlank() ? decision : decision.put("reason", reason.strip()));
            flash.addFlashAttribute("said", Spoken.of("The proposal is left."));
        }
        return "redirect:/articles/" + id + "/read#proposals";
    }

    /** What is being typed, as often as a script sends it. */
    @PostMapping("/draft")
    ResponseEntity<Void> keepDraft(@PathVariable UUID id, HttpServletRequest request) {
        texts.newest(id);
        keep(id, request);
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/draft/discard")
    String discard(@PathVariable UUID id) {
        drafts.discard(account(), id);
        return "redirect:/articles/" + id + "/read";
    }

    /** The text of an article that has none yet. */
    @PostMapping("/text")
    ModelAndView fillIn(@PathVariable UUID id, HttpServletRequest request, Model model) {
        Form form = Form.sent(request);
        ModelAndView answer = Forms.save(form, PAGE, model, () -> {
            if (form.value("/body").isBlank()) {
                throw new InvalidInput(List.of(new Fault("/body", "is required: paste what the article says.")));
            }
            articles.change(id, IfMatch.ANY, present -> present.put("body", form.value("/body")));
            return "/articles/" + id + "/read";
        });
        return PAGE.equals(answer.getViewName()) ? whole(id, texts.newest(id), model, status(answer)) : answer;
    }

    private UUID account() {
        return actor.self();
    }
}

package org.claimtrail.pages.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.address.AddressRules;
import org.claimtrail.article.Medium;
import org.claimtrail.capture.Captured;
import org.claimtrail.capture.Document;
import org.claimtrail.capture.Extractor;
import org.claimtrail.capture.Found;
import org.claimtrail.capture.ProposedArticle;
import org.claimtrail.capture.ProposedArticle.Way;
import org.claimtrail.capture.Snapshots;
import org.claimtrail.capture.Snapshots.Taken;
import org.claimtrail.capture.Unreadable;
import org.claimtrail.fetch.Fetched;
import org.claimtrail.fetch.Fetcher;
import org.claimtrail.fetch.NotFetched;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.platform.InvalidQuery;
import org.claimtrail.platform.web.FormWithFile;
import org.claimtrail.source.SourceKind;
import org.claimtrail.translation.Spoken;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Records an article from its page, its text or a file: what can be found out is filled in, looked at, and then recorded. */
@Controller
@RequestMapping("/articles/capture")
class CapturePages {

    /** Where one goes on, once it is recorded. */
    private static final String RECORDED = "/articles/%s/read";

    private static final String ASK = "articles/capture";
    private static final String LOOK = "articles/captured";

    /** Begins the names of what a form tells of where its values are from. */
    private static final String ORIGIN = "origin:";

    private final KnownArticles known;
    private final Extractor extractor;
    private final Fetcher fetcher;
    private final Snapshots snapshots;
    private final AddressRules addresses;
    private final Clock clock;

    CapturePages(
            KnownArticles known,
            Extractor extractor,
            Fetcher fetcher,
            Snapshots snapshots,
            AddressRules addresses,
            Clock clock) {
        this.known = known;
        this.extractor = extractor;
        this.fetcher = fetcher;
        this.snapshots = snapshots;
        this.addresses = addresses;
        this.clock = clock;
    }

    @ModelAttribute
    void choices(Model model) {
        model.addAttribute("media", Medium.values());
        model.addAttribute("sourceKinds", SourceKind.values());
        model.addAttribute("fetches", fetcher.isEnabled());
    }

    @GetMapping
    String ask(@RequestParam(defaultValue = "") String url, Model model) {
        Form form = Form.blank();
        form.body().put("url", url);
        model.addAttribute("form", form);
        return ASK;
    }

    /** What the bookmarklet brought along stands in the address behind #, which a script takes from there. */
    @GetMapping("/from-page")
    String fromPage(Model model) {
        model.addAttribute("fromPage", true);
        model.addAttribute("form", Form.blank());
        return ASK;
    }

    @PostMapping
    ModelAndView look(HttpServletRequest request, Model model, RedirectAttributes flash) {
        Form form = Form.sent(request);
        try {
            String address = address(form);
            Optional<String> page = address == null ? Optional.empty() : known.page(address, flash);
            return page.map(ModelAndView::new).orElseGet(() -> look(request, form, address, model, flash));
        } catch (InvalidInput e) {
            form.blame(e.faults());
        } catch (InvalidQuery e) {
            form.blame(List.of(new Fault("/url", e.faults().get(0).detail())));
        }
        model.addAttribute("form", form);
        model.addAttribute("fromPage", form.has("/head"));
        return new ModelAndView(ASK, model.asMap(), HttpStatus.BAD_REQUEST);
    }

    private static @Nullable String address(Form form) {
        String typed = form.value("/url");
        if (typed.isEmpty()) {
            return null;
        }
        return TypedAddress.of(typed)
                .orElseThrow(
                        () -> refused("/url", "must be the address of a page, such as https://news.example/story."));
    }

    private ModelAndView look(
            HttpServletRequest request, Form form, @Nullable String address, Model model, RedirectAttributes flash) {
        Brought brought = brought(FormWithFile.file(request, "/file").orElse(null), form, address);
        if (brought.captured().url() != null) {
            // Without the parameters by which it was come to, it may be known.
            Optional<String> page = knownAsItSays(brought.captured().url().value(), flash);
            if (page.isPresent()) {
                return new ModelAndView(page.get());
            }
        }
        ProposedArticle proposal = ProposedArticle.of(
                brought.captured(), brought.way(), brought.address(), brought.retrieved(), addresses);
        model.addAttribute("form", Form.of(proposal.body()));
        Map<String, String> origins = new LinkedHashMap<>();
        proposal.origins().forEach((place, from) -> origins.put(place, Spoken.sentence(from)));
        model.addAttribute("origins", origins);
        model.addAttribute("kind", Spoken.sentence(brought.captured().kind().called()));
        if (brought.taken() != null) {
            model.addAttribute("snapshot", snapshots.keep(brought.taken()));
        }
        return new ModelAndView(LOOK, model.asMap());
    }

    private Optional<String> knownAsItSays(String address, RedirectAttributes flash) {
        try {
            return known.page(address, flash);
        } catch (InvalidQuery e) {
            return Optional.empty();
        }
    }

    /**
     * What came in.
     *
     * @param taken its bytes, where they came as they are
     */
    private record Brought(
            Captured captured,
            Way way,
            @Nullable String address,
            @Nullable Instant retrieved,
            @Nullable Taken taken) {}

    private Brought brought(FormWithFile.@Nullable File file, Form form, @Nullable String address) {
        String text = form.value("/text");
        if (file != null) {
            if (!text.isEmpty()) {
                throw refused("/file", "must be left out where a text is pasted, and the text where a file is sent.");
            }
            return new Brought(
                    read("/file", new Document(file.content(), address, file.mediaType())),
                    Way.FILE,
                    address,
                    null,
                    new Taken(
                            file.content(),
                            file.name().replace("\0", ""),
                            null,
                            file.mediaType() == null ? "application/octet-stream" : file.mediaType(),
                            null));
        }
        if (!text.isEmpty()) {
            return form.has("/head")
                    ? fromPage(form, text, address)
                    : new Brought(read("/text", document(text, address)), Way.PASTED, address, null, null);
        }
        if (address == null) {
            throw refused("/url", "is required, or a text, or a file.");
        }
        return fetched(address);
    }

    private Brought fetched(String address) {
        if (!fetcher.isEnabled()) {
            throw refused(
                    "/url",
                    "is not recorded yet, and pages are not fetched here: paste its text, or send it as a file.");
        }
        Fetched page;
        try {
            page = fetcher.fetch(address);
        } catch (NotFetched e) {
            throw refused("/url", e.getMessage() + ": paste its text, or send it as a file.");
        }
        return new Brought(
                read("/url", new Document(page.content(), page.address(), page.mediaType())),
                Way.FETCHED,
                page.address(),
                page.at(),
                new Taken(page.content(), null, page.address(), page.mediaType(), page.headers()));
    }

    /** The page says of itself what it says; its text is what was selected, or all that was to be seen. */
    private Brought fromPage(Form form, String text, @Nullable String address) {
        Captured page = extractor.describe(document(form.value("/head"), address));
        Captured words = read("/text", document(text, null));
        String title = form.value("/title");
        return new Brought(
                page.with(
                        new Found<>(words.text() == null ? text : words.text().value(), "the page as you saw it"),
                        title.isEmpty() ? null : new Found<>(title, "the page's title")),
                Way.FROM_PAGE,
                address,
                clock.instant(),
                null);
    }

    private static Document document(String text, @Nullable String address) {
        return new Document(text.getBytes(StandardCharsets.UTF_8), address, "text/plain; charset=utf-8");
    }

    private Captured read(String pointer, Document document) {
        try {
            return extractor.read(document);
        } catch (Unreadable e) {
            throw refused(pointer, e.getMessage());
        }
    }

    private static InvalidInput refused(String pointer, String rule) {
        return new InvalidInput(List.of(new Fault(pointer, rule)));
    }

    @PostMapping("/record")
    ModelAndView record(HttpServletRequest request, Model model, RedirectAttributes flash) {
        Form sent = Form.sent(request);
        UUID snapshot =
                Ids.parse(String.valueOf(request.getParameter("snapshot"))).orElse(null);
        Map<String, String> origins = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, values) -> {
            if (name.startsWith(ORIGIN)) {
                origins.put(name.substring(ORIGIN.length()), values[0]);
            }
        });
        if (!sent.has("/publisher/name")) {
            // The kind that it would have is proposed, whether there is one or not.
            sent.body().remove("publisher");
        }
        model.addAttribute("origins", origins);
        model.addAttribute("kind", String.valueOf(request.getParameter("kind")));
        model.addAttribute("snapshot", snapshot);
        return Forms.save(sent, LOOK, model, () -> {
            String id = snapshots.record(sent.body(), snapshot).id();
            flash.addFlashAttribute("said", Spoken.of("It is recorded."));
            return RECORDED.formatted(id);
        });
    }
}

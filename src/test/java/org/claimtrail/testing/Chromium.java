package org.claimtrail.testing;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The browser that page tests drive: the one at {@code CLAIMTRAIL_TEST_BROWSER}, or a Chromium or Chrome that is
 * installed. Where there is none, they are skipped, except in continuous integration ({@code CI=true}).
 */
public final class Chromium implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Chromium.class);

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe");
    private static final List<String> PLACES = List.of(
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
            "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe");

    private static final Optional<Path> FOUND = find();

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** For {@code @EnabledIf}. */
    public static boolean isThere() {
        if (FOUND.isEmpty() && !"true".equals(System.getenv("CI"))) {
            log.warn("No Chromium is installed: the tests of pages are skipped.");
            return false;
        }
        return true;
    }

    public static Chromium start() {
        Path program =
                FOUND.orElseThrow(() -> new AssertionError("No Chromium is installed, and here none may be missing."));
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Chromium(
                playwright,
                playwright
                        .chromium()
                        .launch(new LaunchOptions()
                                .setExecutablePath(program)
                                // Containers, and root, have no sandbox; the pages are our own.
                                .setArgs(List.of("--no-sandbox"))));
    }

    public Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    private static Optional<Path> find() {
        String given = System.getenv("CLAIMTRAIL_TEST_BROWSER");
        Stream<Path> wanted = given != null
                ? Stream.of(Path.of(given))
                : Stream.concat(
                        Stream.of(System.getenv("PATH").split(File.pathSeparator))
                                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name))),
                        PLACES.stream().map(Path::of));
        return wanted.filter(Files::isExecutable).findFirst();
    }
}

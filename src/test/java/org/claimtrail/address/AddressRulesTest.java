package org.claimtrail.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ByteArrayResource;

class AddressRulesTest {

    private static final AddressRules RULES = AddressRules.builtIn();

    @ParameterizedTest
    @CsvSource(delimiterString = " = ", textBlock = """
            https://web.archive.org/web/20240619120000/https://news.example/a = https://news.example/a
            http://web.archive.org/web/20240619120000id_/http://www.news.example:80/a?id=1 = https://news.example/a?id=1
            https://web.archive.org/web/2024*/news.example/a = https://news.example/a
            https://web.archive.org/web/*/https://news.example/a = https://news.example/a
            https://web.archive.org/web/https://news.example/a = https://news.example/a
            https://web.archive.org/web/20240619/https:/news.example/a = https://news.example/a
            https://web.archive.org/save/https://news.example/a = https://news.example/a
            https://archive.org/web/20240619120000/https://news.example/a = https://news.example/a
            https://web.archive.org/web/20240620/https://web.archive.org/web/20240619/https://news.example/a = https://news.example/a
            https://web.archive.org/web/2024/https://news.example/#/book/1 = https://news.example/#/book/1
            https://archive.ph/20240619120000/https://news.example/a = https://news.example/a
            https://archive.today/newest/https://news.example/a = https://news.example/a
            https://archive.is/o/AbCdE/https://news.example/a = https://news.example/a
            https://archive.md/2024.06.19-120000/https://news.example/a = https://news.example/a
            https://archive.ph/?url=https%3A%2F%2Fnews.example%2Fa = https://news.example/a
            https://archive.is/AbCdE = https://archive.ph/AbCdE
            https://www.archive.today/AbCdE = https://archive.ph/AbCdE
            https://archive.md/faq = https://archive.md/faq
            https://arquivo.pt/wayback/20240619120000/https://news.example/a = https://news.example/a
            https://wayback.archive-it.org/1234/20240619120000/https://news.example/a = https://news.example/a
            https://webarchive.nationalarchives.gov.uk/ukgwa/20240619120000/https://news.example/a = https://news.example/a
            https://webarchive.loc.gov/all/20240619120000/https://news.example/a = https://news.example/a
            https://timetravel.mementoweb.org/memento/2024/https://news.example/a = https://news.example/a
            https://webcache.googleusercontent.com/search?q=cache:AbCdEfGhIjKl:https://news.example/a+shells&hl=en = https://news.example/a
            https://webcache.googleusercontent.com/search?q=cache:news.example/a = https://news.example/a
            https://megalodon.jp/2024-0619-1200-00/news.example/a = https://news.example/a
            https://www.webcitation.org/query?url=https%3A%2F%2Fnews.example%2Fa&date=2024 = https://news.example/a
            https://translate.google.com/translate?sl=ko&tl=en&u=https%3A%2F%2Fnews.example%2Fa = https://news.example/a
            https://news-example.translate.goog/a?_x_tr_sl=ko&_x_tr_tl=en = https://news.example/a
            https://the--daily-example.translate.goog/a?_x_tr_sl=ko = https://the-daily.example/a
            https://translate.yandex.com/translate?lang=ru-en&url=https%3A%2F%2Fnews.example%2Fa = https://news.example/a
            https://www.google.com/url?sa=t&url=https%3A%2F%2Fnews.example%2Fa&usg=x = https://news.example/a
            https://www.google.com/amp/s/www.news.example/a = https://news.example/a
            https://www-news-example.cdn.ampproject.org/c/s/www.news.example/a/amp = https://news.example/a
            https://l.facebook.com/l.php?u=https%3A%2F%2Fnews.example%2Fa%3Ffbclid%3Dx&h=AT0 = https://news.example/a
            https://vk.com/away.php?to=https%3A%2F%2Fnews.example%2Fa&cc_key= = https://news.example/a
            https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fnews.example%2Fa&data=x = https://news.example/a
            https://12ft.io/proxy?q=https%3A%2F%2Fnews.example%2Fa = https://news.example/a
            https://12ft.io/https://news.example/a = https://news.example/a
            https://www.news.example/a = https://news.example/a
            https://m.news.example/a?id=1 = https://news.example/a?id=1
            https://mobile.news.example/a = https://news.example/a
            https://amp.news.example/a = https://news.example/a
            https://www.news.example/a/amp/ = https://news.example/a
            https://www.news.example/a/amp?id=1 = https://news.example/a?id=1
            https://www.news.example/a.amp.html = https://news.example/a.html
            https://www.news.example/a?id=1&amp=1 = https://news.example/a?id=1
            https://www.news.example/a?outputType=amp = https://news.example/a
            https://en.m.wikipedia.org/wiki/Artillery = https://en.wikipedia.org/wiki/Artillery
            https://en.wikipedia.org/w/index.php?title=Artillery = https://en.wikipedia.org/wiki/Artillery
            https://twitter.com/Ministry/status/1803400000000000000?s=20&t=x = https://x.com/i/status/1803400000000000000
            https://mobile.twitter.com/ministry/status/1803400000000000000 = https://x.com/i/status/1803400000000000000
            https://x.com/Ministry/status/1803400000000000000/photo/1 = https://x.com/i/status/1803400000000000000
            https://x.com/i/web/status/1803400000000000000 = https://x.com/i/status/1803400000000000000
            https://twitter.com/#!/ministry/statuses/1803400000000000000 = https://x.com/i/status/1803400000000000000
            https://nitter.net/ministry/status/1803400000000000000#m = https://x.com/i/status/1803400000000000000
            https://fxtwitter.com/ministry/status/1803400000000000000/en = https://x.com/i/status/1803400000000000000
            https://platform.twitter.com/embed/Tweet.html?dnt=true&id=1803400000000000000&lang=en = https://x.com/i/status/1803400000000000000
            https://twitter.com/Ministry = https://x.com/ministry
            https://youtu.be/dQw4w9WgXcQ?si=x&t=43 = https://youtube.com/watch?v=dQw4w9WgXcQ
            https://www.youtube.com/watch?list=PL1&v=dQw4w9WgXcQ&t=43s = https://youtube.com/watch?v=dQw4w9WgXcQ
            https://m.youtube.com/watch?v=dQw4w9WgXcQ = https://youtube.com/watch?v=dQw4w9WgXcQ
            https://www.youtube.com/embed/dQw4w9WgXcQ?start=43 = https://youtube.com/watch?v=dQw4w9WgXcQ
            https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ = https://youtube.com/watch?v=dQw4w9WgXcQ
            https://www.youtube.com/shorts/dQw4w9WgXcQ = https://youtube.com/watch?v=dQw4w9WgXcQ
            https://www.youtube.com/live/dQw4w9WgXcQ?feature=share = https://youtube.com/watch?v=dQw4w9WgXcQ
            https://ghostarchive.org/varchive/dQw4w9WgXcQ = https://youtube.com/watch?v=dQw4w9WgXcQ
            https://m.facebook.com/story.php?story_fbid=pfbid02a&id=100 = https://facebook.com/100/posts/pfbid02a
            https://www.facebook.com/permalink.php?id=100&story_fbid=pfbid02a = https://facebook.com/100/posts/pfbid02a
            https://www.facebook.com/Ministry/videos/123456/?t=3 = https://facebook.com/watch/?v=123456
            https://fb.com/watch?v=123456 = https://facebook.com/watch/?v=123456
            https://www.instagram.com/ministry/reel/AbC_1-x/?igsh=1 = https://instagram.com/p/AbC_1-x/
            https://instagr.am/p/AbC_1-x = https://instagram.com/p/AbC_1-x/
            https://www.instagram.com/p/AbC_1-x/embed/captioned/ = https://instagram.com/p/AbC_1-x/
            https://www.tiktok.com/@ministry/video/7380000000000000000?lang=en = https://tiktok.com/@/video/7380000000000000000
            https://m.tiktok.com/v/7380000000000000000.html = https://tiktok.com/@/video/7380000000000000000
            https://www.tiktok.com/embed/v2/7380000000000000000 = https://tiktok.com/@/video/7380000000000000000
            https://t.me/s/Ministry/123 = https://t.me/ministry/123
            https://telegram.me/ministry/123?embed=1&mode=tme = https://t.me/ministry/123
            https://t.me/ministry/123?single = https://t.me/ministry/123
            https://ministry.t.me/123 = https://t.me/ministry/123
            https://old.reddit.com/r/news/comments/1abcde/some_title/ = https://reddit.com/comments/1abcde
            https://redd.it/1abcde = https://reddit.com/comments/1abcde
            https://www.reddit.com/comments/1abcde/ = https://reddit.com/comments/1abcde
            https://www.threads.net/@ministry/post/C8abc?igshid=x = https://threads.com/t/C8abc
            https://embed.bsky.app/embed/did:plc:abc/app.bsky.feed.post/3kv = https://bsky.app/profile/did:plc:abc/post/3kv
            https://mastodon.example/users/ministry/statuses/112640000000000000 = https://mastodon.example/@ministry/112640000000000000
            https://mastodon.example/web/@ministry/112640000000000000 = https://mastodon.example/@ministry/112640000000000000
            https://de.linkedin.com/posts/ministry_shells-activity-7209000000000000000-AbCd = https://linkedin.com/feed/update/urn:li:activity:7209000000000000000
            https://m.vk.com/wall-12_345?reply=1 = https://vk.com/wall-12_345
            https://vk.com/ministry?w=wall-12_345 = https://vk.com/wall-12_345
            https://dai.ly/x8abcd = https://dailymotion.com/video/x8abcd
            https://www.dailymotion.com/embed/video/x8abcd?autoplay=1 = https://dailymotion.com/video/x8abcd
            https://player.vimeo.com/video/123456789?h=x = https://vimeo.com/123456789
            https://docs.google.com/document/d/1AbCdEfGhIjKlMnOpQrStUv/edit?usp=sharing = https://docs.google.com/document/d/1AbCdEfGhIjKlMnOpQrStUv
            https://drive.google.com/open?id=1AbCdEfGhIjKlMnOpQrStUv = https://drive.google.com/file/d/1AbCdEfGhIjKlMnOpQrStUv
            """)
    void whatStandsForOneDocumentIsOneAddress(String url, String document) {
        assertThat(RULES.document(url)).hasToString(document);
        assertThat(RULES.document(document)).hasToString(document);
    }

    @ParameterizedTest
    @CsvSource({
        "https://news.example/#/book/1, https://news.example/#/book/2",
        "https://news.example/a?id=1, https://news.example/a?id=2",
        "https://news.example/a?p=1, https://news.example/a",
        "https://news.example/a, https://news.example:8443/a",
        "https://news.example/a, https://edition.news.example/a",
        "https://news.example/amp, https://news.example/",
        "https://m.co.uk/a, https://co.uk/a",
        "https://www.co.jp/a, https://co.jp/a",
        "https://www.gov.uk/a, https://gov.uk/a",
        "https://x.com/a/status/1, https://x.com/a/status/2",
        "https://x.com/a, https://x.com/b",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ, https://www.youtube.com/watch?v=dQw4w9WgXcR",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ, https://www.youtube.com/watch?v=dqw4w9wgxcq",
        "https://www.facebook.com/watch/?v=1, https://www.facebook.com/watch/?v=2",
        "https://www.facebook.com/a/posts/1, https://www.facebook.com/a/posts/2",
        "https://t.me/ministry/123, https://t.me/ministry/124",
        "https://t.me/ministry/123, https://t.me/ministry/123?comment=5",
        "https://t.me/c/1/123, https://t.me/c/2/123",
        "https://www.reddit.com/r/a/comments/1abcde/t/, https://www.reddit.com/r/a/comments/1abcde/t/kx1/",
        "https://archive.ph/AbCdE, https://archive.ph/AbCdF",
        "https://archive.org/details/a, https://archive.org/details/b",
        "https://web.archive.org/web/2024/https://news.example/a, https://web.archive.org/web/2024/https://news.example/b",
        "https://mastodon.example/@a/112640000000000000, https://other.example/@a/112640000000000000",
        "https://en.wikipedia.org/wiki/A, https://de.wikipedia.org/wiki/A",
        "https://en.wikipedia.org/w/index.php?title=A&oldid=1, https://en.wikipedia.org/wiki/A",
        "https://news.example/john.amphora, https://news.example/johnora",
        "https://news.example/?url=https://other.example/a, https://other.example/a",
        "https://www.google.com/search?q=a, https://www.google.com/search?q=b"
    })
    void twoDocumentsStayTwo(String one, String other) {
        assertThat(RULES.document(one)).isNotEqualTo(RULES.document(other));
    }

    @ParameterizedTest
    @CsvSource({
        "https://news.example/a, news.example",
        "https://www.news.example:8443/a, news.example",
        "https://m.news.example/a, news.example",
        "https://amp.news.example/a, news.example",
        "https://web.archive.org/web/2024/https://www.news.example/a, news.example",
        "https://web.archive.org/web/2024/https://x.com/Ministry/status/1, x.com/ministry",
        "https://edition.news.example/a, edition.news.example",
        "https://twitter.com/Ministry/status/1803400000000000000, x.com/ministry",
        "https://nitter.net/Ministry/status/1803400000000000000, x.com/ministry",
        "https://x.com/ministry, x.com/ministry",
        "https://x.com/i/status/1803400000000000000,",
        "https://t.me/s/Ministry/123, t.me/ministry",
        "https://t.me/c/1234/56, t.me/c/1234",
        "https://youtu.be/dQw4w9WgXcQ,",
        "https://www.youtube.com/@Ministry/videos, youtube.com/@ministry",
        "https://www.youtube.com/channel/UCabc, youtube.com/channel/UCabc",
        "https://www.facebook.com/Ministry/posts/1, facebook.com/ministry",
        "https://www.facebook.com/groups/1/posts/2,",
        "https://www.instagram.com/ministry/p/AbC/, instagram.com/ministry",
        "https://www.instagram.com/p/AbC/,",
        "https://www.tiktok.com/@ministry/video/7380000000000000000, tiktok.com/@ministry",
        "https://www.threads.net/@ministry/post/C8abc, threads.com/@ministry",
        "https://bsky.app/profile/ministry.example/post/3kv, bsky.app/ministry.example",
        "https://mastodon.example/@Ministry/112640000000000000, @ministry@mastodon.example",
        "https://social.example/@ministry@mastodon.example/112640000000000001, @ministry@mastodon.example",
        "https://vk.com/wall-12_345, vk.com/club12",
        "https://www.reddit.com/r/news/comments/1abcde/t/,",
        "https://medium.com/@ministry/story-1a2b3c, medium.com/@ministry",
        "https://www.linkedin.com/posts/ministry_shells-activity-7209000000000000000-AbCd, linkedin.com/ministry",
        "https://archive.ph/AbCdE,",
        "https://web.archive.org/about,",
        "https://perma.cc/AB12-CD34,",
        "https://bit.ly/3abc,",
        "https://www.co.uk/a, www.co.uk"
    })
    void whoseAnAddressIs(String url, String site) {
        assertThat(RULES.site(url)).isEqualTo(site == null ? null : new Site(site));
    }

    @Test
    void anOperatorAddsRulesAndSwitchesThemOff() {
        String own = "# Ours\nDOCUMENT\tprint\tnews.example\tprint\\.(news\\.example/.*)\t{1}\thttps://news.example\n"
                + "ACCOUNT\tauthors\tblogs.example\tblogs\\.example/([a-z]+)/.*\tblogs.example/{1}\thttps://blogs.example\n";
        AddressRules rules = new AddressRules(new AddressSettings(
                new ByteArrayResource(own.getBytes(StandardCharsets.UTF_8)), List.of("device-hosts", "x")));

        assertThat(rules.document("https://print.news.example/a")).hasToString("https://news.example/a");
        assertThat(rules.site("https://blogs.example/anna/1")).isEqualTo(new Site("blogs.example/anna"));
        assertThat(rules.document("https://www.news.example/a")).hasToString("https://www.news.example/a");
        assertThat(rules.document("https://twitter.com/a/status/1")).hasToString("https://twitter.com/a/status/1");
        assertThat(rules.version()).isNotEqualTo(RULES.version());
    }

    @Test
    void aRuleThatCannotBeReadIsTold() {
        String faulty = "DOCUMENT\tprint\tnews.example\t(\t{1}\t-\n";
        assertThatIllegalStateException()
                .isThrownBy(() -> new AddressRules(
                        new AddressSettings(new ByteArrayResource(faulty.getBytes(StandardCharsets.UTF_8)), List.of())))
                .withMessageContaining("This rule of addresses cannot be read: DOCUMENT");
    }

    @Test
    void anAddressThatGoesRoundInCirclesIsLeftWhereItIs() {
        String own = "DOCUMENT\ta\ta.example\ta\\.example/(.*)\tb.example/{1}\t-\n"
                + "DOCUMENT\tb\tb.example\tb\\.example/(.*)\ta.example/{1}\t-\n";
        AddressRules rules = new AddressRules(
                new AddressSettings(new ByteArrayResource(own.getBytes(StandardCharsets.UTF_8)), List.of()));
        assertThat(rules.document("https://a.example/1")).hasToString("https://a.example/1");
    }

    @Test
    void longAddressesAreFoldedInNoTime() {
        String long1 = "https://news.example/" + "a/".repeat(3_900);
        String long2 = "https://web.archive.org/web/" + "2024/".repeat(1_500) + "x";
        String long3 = "https://news.example/a?" + "amp&".repeat(1_900);
        for (String url : List.of(long1, long2, long3)) {
            assertThat(RULES.document(url).value()).startsWith("https://");
        }
    }
}

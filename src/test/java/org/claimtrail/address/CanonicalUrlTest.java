package org.claimtrail.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalUrlTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            http://example.org/a;                       https://example.org/a
            HTTPS://News.Example.ORG/Story;             https://news.example.org/Story
            http://example.org:80/a;                    https://example.org/a
            https://example.org:443/a;                  https://example.org/a
            http://example.org:443/a;                   https://example.org/a
            https://example.org:08080/a;                https://example.org:8080/a
            https://example.org:/a;                     https://example.org/a
            https://example.org./a;                     https://example.org/a
            https://reader:secret@example.org/a;        https://example.org/a
            https://www.example.org@elsewhere.net/a;    https://elsewhere.net/a
            https://example.org;                        https://example.org/
            https://example.org?id=1;                   https://example.org/?id=1
            https://example.org/a/./b/../c;             https://example.org/a/c
            https://example.org/a/%2E%2e/c;             https://example.org/c
            https://example.org/../../c;                https://example.org/c
            https://example.org/a/..;                   https://example.org/
            https:\\\\example.org\\a;                   https://example.org/a
            https:/example.org/a;                       https://example.org/a
            https://example.org/%7euser/%61;            https://example.org/~user/a
            https://example.org/a%2fb%3f;               https://example.org/a%2Fb%3F
            https://example.org/100%;                   https://example.org/100%25
            https://example.org/%%36%31;                https://example.org/%2561
            https://example.org/a b;                    https://example.org/a%20b
            https://example.org/평양;                   https://example.org/%ED%8F%89%EC%96%91
            https://example.org/?q=a|b&c[]=1;           https://example.org/?q=a%7Cb&c%5B%5D=1
            https://example.org/a#part-2;               https://example.org/a
            https://example.org/a#:~:text=shells;       https://example.org/a
            https://example.org/#!/story/1;             https://example.org/#!/story/1
            https://example.org/#!/story/1:~:text=x;    https://example.org/#!/story/1
            https://example.org/#!;                     https://example.org/
            https://example.org/#/story/1;              https://example.org/#/story/1
            https://example.org/#/;                     https://example.org/
            https://example.org/a?;                     https://example.org/a
            https://example.org/a?&b=1&&c=2&;           https://example.org/a?b=1&c=2
            https://Zeitung.BÜCHER.example/a;           https://zeitung.xn--bcher-kva.example/a
            https://XN--BCHER-KVA.example/a;            https://xn--bcher-kva.example/a
            https://xn--strae-oqa.example/a;            https://xn--strae-oqa.example/a
            https://한국.example/;                      https://xn--3e0b707e.example/
            https://foo_bar.example/;                   https://foo_bar.example/
            https://0x7f.1/;                            https://127.0.0.1/
            https://[2001:DB8:0:0:0:0:0:1]:443/;        https://[2001:db8::1]/
            https://[::ffff:192.0.2.1]/;                https://[::ffff:c000:201]/
            https://[1:0:0:2:0:0:0:3]/;                 https://[1:0:0:2::3]/
            https://[::]/;                              https://[::]/
            """)
    void addressesThatMeanOneArticleGetOneForm(String url, String canonical) {
        assertThat(CanonicalUrl.of(url)).isEqualTo(new CanonicalUrl(canonical));
        assertThat(CanonicalUrl.of(canonical).value()).isEqualTo(canonical);
    }

    @Test
    void blanksAroundAndLineBreaksInAPastedAddressAreIgnored() {
        assertThat(CanonicalUrl.of(" \t\u0000https://example\n.org/a-\r\n long/\tstory \n"))
                .hasToString("https://example.org/a-%20long/story");
    }

    @Test
    void halfACharacterIsTheReplacementCharacter() {
        assertThat(CanonicalUrl.of("https://example.org/\uD83D")).hasToString("https://example.org/%EF%BF%BD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "utm_source=x",
                "UTM_Campaign=x",
                "utm%5Fmedium=x",
                "utm_anything",
                "fbclid=IwAR0",
                "gclid=x",
                "dclid=x",
                "msclkid=x",
                "mc_cid=x",
                "mc_eid=x",
                "igshid=x",
                "yclid=x",
                "_ga=x",
                "_gl=x",
                "cmpid=x"
            })
    void aTrackingParameterIsRemovedWhereverItStands(String parameter) {
        assertThat(CanonicalUrl.of("https://example.org/a?" + parameter)).hasToString("https://example.org/a");
        assertThat(CanonicalUrl.of("https://example.org/a?b=1&" + parameter + "&c=2"))
                .hasToString("https://example.org/a?b=1&c=2");
    }

    @Test
    void everyParameterOfTheListIsRemoved() {
        for (String name : CanonicalUrl.TRACKING) {
            assertThat(CanonicalUrl.of("https://example.org/a?" + name + "=1")).hasToString("https://example.org/a");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.org/a,          https://www.example.org/a",
        "https://example.org/a,          https://example.org/a/",
        "https://example.org/a,          https://example.org//a",
        "https://example.org/a,          https://example.org/A",
        "https://example.org/a,          https://example.org:8443/a",
        "https://example.org/?a=1&b=2,   https://example.org/?b=2&a=1",
        "https://example.org/?a,         https://example.org/?a=",
        "https://example.org/?a=b+c,     https://example.org/?a=b%20c",
        "https://example.org/?a=1,       https://example.org/?A=1",
        "https://example.org/a%2Fb,      https://example.org/a/b",
        "https://example.org/?ref=1,     https://example.org/",
        "https://example.org/?outm_=1,   https://example.org/",
        "https://example.org/#!/story/1, https://example.org/#!/story/2",
        "https://example.org/#/story/1,  https://example.org/#/story/2"
    })
    void addressesThatMayMeanTwoArticlesStayApart(String one, String other) {
        assertThat(CanonicalUrl.of(one)).isNotEqualTo(CanonicalUrl.of(other));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            ftp://example.org/a;                it must start with http:// or https://
            www.example.org/a;                  it must start with http:// or https://
            //example.org/a;                    it must start with http:// or https://
            mailto:desk@example.org;            it must start with http:// or https://
            httpsx://example.org;               it must start with http:// or https://
            javascript:alert(1);                it must start with http:// or https://
            https://;                           it names no host
            https:;                             it names no host
            https://?a=1;                       it names no host
            https://:443/;                      it names no host
            https://reader@/a;                  it names no host
            https://example.org:port/a;         the port after its host is not a number
            https://example.org:65536/a;        there is no port 65536
            https://a..example/;                "a..example" is not a valid host name
            https://exam ple.org/;              "exam ple.org" is not a valid host name
            https://exam%2Fple.org/;            "exam%2Fple.org" is not a valid host name
            https://xn--a-.example/;            "xn--a-.example" is not a valid host name
            https://xn--99999.example/;         "xn--99999.example" is not a valid host name
            https://xn--pokxncvks.example/;     "xn--pokxncvks.example" is not a valid host name
            https://1.2.3.256/;                 "1.2.3.256" is not a valid host name
            https://[::1/;                      "[::1" is not a valid host name
            https://[1::2::3]/;                 "[1::2::3]" is not a valid host name
            https://[1:2:3:4:5:6:7]/;           "[1:2:3:4:5:6:7]" is not a valid host name
            https://[fe80::1%25eth0]/;          "[fe80::1%25eth0]" is not a valid host name
            """)
    void aFaultIsNamedInOneSentence(String url, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CanonicalUrl.of(url))
                .withMessage("\"%s\" is not a web address: %s.", url, reason);
    }

    @Test
    void anAddressOfMoreThan8000CharactersIsRefused() {
        String longest = "https://example.org/" + "a".repeat(8_000 - "https://example.org/".length());
        assertThat(CanonicalUrl.of(longest)).hasToString(longest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CanonicalUrl.of(longest + "a"))
                .withMessage("A web address has at most 8000 characters, this one has 8001.");
    }

    @Test
    void anAddressThatBecomesTooLongIsRefusedInAFewWords() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CanonicalUrl.of("https://example.org/" + "평".repeat(2_000)))
                .withMessageEndingWith(
                        "평…\" is not a web address: with its special characters encoded it has more than 8000 characters.")
                .satisfies(fault -> assertThat(fault.getMessage()).hasSizeLessThan(250));
    }

    @Test
    void aHostLabelOfMoreThan63CharactersIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CanonicalUrl.of("https://" + "a".repeat(64) + ".example/"));
    }
}

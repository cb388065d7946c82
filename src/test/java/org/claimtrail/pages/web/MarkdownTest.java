package org.claimtrail.pages.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "plain, <b>not bold</b> & \"so\" | <p>plain, &lt;b&gt;not bold&lt;/b&gt; &amp; &quot;so&quot;</p>",
                "**bold** and *so*, `<i>` | <p><strong>bold</strong> and <em>so</em>, <code>&lt;i&gt;</code></p>",
                "# no heading | <p># no heading</p>",
                "see C-24, not XC-24 nor C-0. | <p>see <a href=/claims/C-24>C-24</a>, not XC-24 nor C-0.</p>",
                "at https://a.example/x_y_z?q=1&r=C-2. Yes | <p>at <a href=https://a.example/x_y_z?q=1&amp;r=C-2>https://a.example/x_y_z?q=1&amp;r=C-2</a>. Yes</p>",
                "@ada.l: look; a@b.example | <p><strong>@ada.l</strong>: look; a@b.example</p>",
                "[C-1 here](/claims/C-1) | <p><a href=/claims/C-1>C-1 here</a></p>",
                "[x](javascript:alert) | <p><a href=>x</a></p>",
                "![a picture](https://a.example/p.png) | <p><a href=https://a.example/p.png>a picture</a></p>",
                "<script>alert(1)</script> | <p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
            })
    void isShownAsItIsMeant(String written, String shown) {
        assertThat(Markdown.html(written)
                        .strip()
                        .replace(" dir=\"auto\"", "")
                        .replace(" rel=\"nofollow noopener noreferrer\"", "")
                        .replaceAll("(href=)\"([^\"]*)\"", "$1$2"))
                .isEqualTo(shown);
    }
}

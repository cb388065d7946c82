package org.claimtrail.pages.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** What people type is what the API takes. */
class FormTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /figures/0/amount                  | 6,700                   | 6700
            /figures/0/amount                  | 5.7 million             | 5700000
            /figures/0/lowerBound              | half a million          | 500000
            /figures/0/upperBound              | three dozen             | 36
            /figures/0/amount                  | -0.5                    | -0.5
            /figures/0/amount                  | 2019                    | 2019
            /figures/0/amount                  | about 50                | about 50
            /figures/0/amount                  | 5 km                    | 5 km
            /figures/0/amount                  | 5 or 6                  | 5 or 6
            /figures/0/amount                  | many                    | many
            /figures/0/period                  | June 2024               | 2024-06
            /figures/0/period                  | 2023-08/2024-02         | 2023-08/2024-02
            /publishedOn                       | 14 September 2019       | 2019-09-14
            /publishedOn                       | Sept. 14, 2019          | 2019-09-14
            /appearances/0/chain/0/saidOn      | 31/12/2023              | 2023-12-31
            /publishedOn                       | 03/04/2024              | 03/04/2024
            /publishedOn                       | yesterday               | yesterday
            /publishedOn                       | 31 June 2024            | 31 June 2024
            /publishedOn                       | 2019-09-14              | 2019-09-14
            /publishedOn                       | soon, in 2019           | soon, in 2019
            /occurred                          | 19 June 2024            | 2024-06-19
            /occurred                          | 2024~                   | 2024~
            /resolvesBy                        | December 2025           | 2025-12
            /partOf/0/from                     | May 2021                | 2021-05
            /url                               | www.news.example        | https://www.news.example
            /url                               | news.example/story?x=1  | https://news.example/story?x=1
            /url                               | http://news.example/    | http://news.example/
            /url                               | news.example            | news.example
            /url                               | ftp://news.example/x    | ftp://news.example/x
            /url                               | a@news.example/x        | a@news.example/x
            /appearances/0/article/url         | www.news.example/a b    | www.news.example/a b
            /homepage                          | www.kcna.kp             | https://www.kcna.kp
            /title                             | www.news.example        | www.news.example
            /title                             | 14 September 2019       | 14 September 2019
            /version                           | five                    | five
            """)
    void whatIsTypedIsReadWhereItCanMeanNothingElse(String field, String typed, String value) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setParameter(field, typed);
        assertThat(Form.sent(request).value(field)).isEqualTo(value);
    }
}

package io.recaller.gateway.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTML is read as people see it. */
class HtmlTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    <p>Hello</p><p>no <b>internet</b></p>                     | Hello\\n\\nno internet
                    a<br>b<br/>c                                              | a\\nb\\nc
                    <div>a</div><div>b</div>                                  | a\\nb
                    <ul><li>one<li>two</ul>                                   | - one\\n- two
                    <table><tr><td>1</td><td>2</td></tr><tr><td>3</table>     | 1 2\\n3
                    <a href="https://x.example/1">here</a>                    | here (https://x.example/1)
                    <a href="https://x.example">https://x.example</a>         | https://x.example
                    <style>p{}</style><script>1</script>seen&nbsp;&amp; read  | seen & read
                    yes<div class="gmail_quote">On 3 Nov wrote</div>          | yes
                    yes<div class="gmail_signature">Tom</div>                 | yes
                    yes<div id="divRplyFwdMsg">From</div><div>old</div>       | yes
                    <blockquote type="cite">all of it</blockquote>            | all of it
                    <p>not closed <b>at <i>all                                | not closed at all
                    """)
    void whatIsSeenIsRead(String html, String text) {
        assertThat(HtmlText.of(html)).isEqualTo(text.replace("\\n", "\n"));
    }

    @Test
    void aPageMadeToTakeForEverDoesNot() {
        var deep = HtmlText.of("<div>".repeat(200_000) + "deep");
        var wide = HtmlText.of("<td></td>&nbsp; ".repeat(200_000));

        assertThat(deep + wide).hasSizeLessThan(400_000);
    }
}

package io.recaller.asterisk.agi;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.asterisk.Printable;
import io.recaller.asterisk.ami.wire.ChannelList;
import io.recaller.db.Storable;
import io.recaller.text.Rough;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever comes in a call's values: nothing of it reaches a line to Asterisk or breaks a row. */
@Timeout(20)
final class RoughCallsTest {
    @Test
    void aHeaderOfRoughLinesIsNoneOrIsTaken() {
        for (var text : Rough.texts(12, 500)) {
            var header = new AgiHeader();
            try {
                header.take("agi_request: " + text);
                header.take("agi_callerid: " + text);
                header.take("agi_enhanced: 0.0");
                header.take("agi_arg_1: " + text);
                header.take(text);
            } catch (IOException e) {
                assertThat(e.getMessage())
                        .startsWith("not a header of Asterisk's")
                        .hasSizeLessThan(200)
                        .doesNotContainPattern("\\p{Cntrl}");
            }
        }
    }

    @Test
    void aValueOfACallIsAnIdentifierOrNone() {
        for (var text : Rough.texts(13, 1_000)) {
            for (var written : new String[] {text, "PJSIP/1" + text, text + "8000"}) {
                for (var value :
                        new String[] {
                            Visit.identifier(written),
                            Visit.dialled(written),
                            Arrivals.keys(written),
                            Printable.of(written)
                        }) {
                    assertThat(value).doesNotContainPattern("[\\r\\n\\x00]");
                }
                assertThat(Storable.flaw(Visit.identifier(written))).isEmpty();
                assertThat(Visit.dialled(written)).matches("[+0-9A-Za-z*#._-]{0,64}");
                assertThat(Arrivals.keys(written)).matches("[0-9*#]*");
                assertThat(Arrivals.contact(written)).isEmpty();
                assertThat(ChannelList.offer(written)).isEmpty();
            }
        }
    }
}

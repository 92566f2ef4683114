package io.recaller.settings;

import static io.recaller.settings.SomeSettings.LEAST;
import static io.recaller.settings.SomeSettings.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.recaller.asterisk.fake.SelfMade;
import io.recaller.channel.GatewayPlan;
import io.recaller.settings.file.SettingsException;
import io.recaller.tls.Authorities;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelSettingsTest {
    @Test
    void originsOfSitesAreKeptAsBrowsersSendThemAndPagesAreNone() {
        var channel = "channels:\n  site: {kind: web, flow: telecom, origins: [%s]}\n";

        assertThat(
                        read(
                                        LEAST
                                                + channel.formatted(
                                                        "\"HTTPS://Shop.Example/\","
                                                                + " \"https://магазин.kz:443\""),
                                        Map.of())
                                .channels()
                                .getFirst()
                                .kind())
                .isEqualTo(
                        new Settings.Kind.Web(
                                Set.of("https://shop.example", "https://xn--80aairftm.kz"),
                                Optional.empty()));
        for (var wrong : List.of("https://shop.example/page", "shop.example", "*")) {
            assertThat(
                            catchThrowable(() ->
                                    read(LEAST + channel.formatted("\"" + wrong + "\""), Map.of())))
                    .hasMessageContaining("channels.site.origins")
                    .hasMessageContaining("[https://shop.example]");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://ivr.example/c, channels: [sms], prefixes: ['+7'] | companion.url must be the public address",
                "https://ivr.example/page, channels: [sms], prefixes: ['+7'] | companion.url must be the public address",
                "https://ivr.example/c, prefixes: ['+7'] | companion.channels is missing",
                "https://ivr.example/c, channels: [site], prefixes: ['+7'] | companion.channels must name a channel of kind sms, mail or a messenger",
                "https://ivr.example/c, channels: [sms] | companion.prefixes must list",
                "https://ivr.example/c, channels: [sms], prefixes: [8] | companion.prefixes must list",
                "https://ivr.example/c, channels: [sms], prefixes: ['+7'], chat: sms | companion.chat must name a channel of kind web",
                "https://ivr.example/c, channels: [sms], prefixes: ['+7'], documents: {t: 'http://a.example/t'} | companion.documents.t must be an address over https",
                "https://ivr.example/c, channels: [sms], prefixes: ['+7'], documents: {t: {url: 'javascript:alert(1)'}} | companion.documents.t.url must be an address over https"
            })
    void aPageThatNobodyCouldOpenIsAMistake(String given, String told) {
        var channels =
                "channels:\n  site: {kind: web, flow: telecom}\n  sms: {kind: sms, flow: telecom,"
                        + " provider: kannel, url: \"http://127.0.0.1:13013/cgi-bin/sendsms\","
                        + " user: t, password: p, from: 7878, token: 0123456789abcdef}\n";

        assertThatThrownBy(() ->
                        read(LEAST + channels + "companion: {url: " + given + "}\n", Map.of()))
                .hasMessageContaining(told);
    }

    @Test
    void aDoorAtMetaSaysWhatItLacksAndWhereToFindIt() {
        var wrong =
                """
                channels:
                  wa: {kind: whatsapp, flow: telecom, token: x, verify-token: short, api-version: latest, human-agent: true, address: 'https://ivr.example', template: {name: a}}
                  ig: {kind: instagram, flow: telecom, account: us, token: x, secret: y, verify-token: 0123456789abcdef}
                """;

        assertThat(catchThrowable(() -> read(LEAST + wrong, Map.of())))
                .hasMessageContaining("channels.wa.account is missing; set it to the phone number")
                .hasMessageContaining("channels.wa.secret is missing")
                .hasMessageContaining("channels.wa.verify-token is shorter than 16 letters")
                .hasMessageContaining("channels.wa.api-version must be a version")
                .hasMessageContaining("channels.wa.human-agent is for messenger and instagram")
                .hasMessageContaining("channels.wa.address is for instagram only")
                .hasMessageContaining("channels.wa.template.language is missing")
                .hasMessageContaining("channels.wa.template.text is missing")
                .hasMessageContaining("channels.ig.account must be a number in quotes");
    }

    @Test
    void aMailboxNeedsItsServerAnAddressAloneAndAPassword() {
        var wrong =
                """
                channels:
                  post: {kind: mail, flow: telecom, address: "Us <us@aspan.example>"}
                """;
        var right =
                """
                channels:
                  post: {kind: mail, flow: telecom, address: us@aspan.example, password: x, imap: {host: mail.aspan.example}}
                """;

        assertThat(catchThrowable(() -> read(LEAST + wrong, Map.of())))
                .hasMessageContaining("channels.post.address must be an address alone")
                .hasMessageContaining("channels.post.password is missing")
                .hasMessageContaining("channels.post.imap.host is missing");
        var mailbox = read(LEAST + right, Map.of()).channels().getFirst();
        assertThat(mailbox.gateway().answers()).isEqualTo(GatewayPlan.Answers.RECEIPT);
        assertThat(mailbox.kind().toString())
                .contains("port=993", "port=465", "security=TLS")
                .doesNotContain("password");
    }

    @Test
    void whoVouchesForACentreOfShortMessagesIsForOneInTls(@TempDir Path folder) throws Exception {
        var made = SelfMade.of(folder, "dns:smsc.example");
        var channel =
                "channels:\n  sms: {kind: sms, flow: telecom, provider: smpp, user: t, password: p,"
                        + " from: 7878, url: '%s://smsc.example', ca-file: '%s'}\n";

        var right = read(LEAST + channel.formatted("smpps", made.certificate()), Map.of());

        var vouching = Authorities.in(made.certificate());
        assertThat(right.channels().getFirst().kind())
                .isInstanceOfSatisfying(
                        Settings.Kind.Sms.class,
                        sms -> assertThat(sms.plan().authorities()).isEqualTo(vouching));
        assertThatThrownBy(
                        () -> read(LEAST + channel.formatted("smpp", made.certificate()), Map.of()))
                .hasMessageContaining(
                        "channels.sms.ca-file is for a centre at smpps://HOST, or a provider at"
                                + " https://HOST; set url to it");
        assertThatThrownBy(() -> read(LEAST + channel.formatted("smpps", made.key()), Map.of()))
                .hasMessageContaining("channels.sms.ca-file has no certificate: " + made.key());
    }

    @Test
    void whoVouchesForAProviderOfShortMessagesIsForOneInTls(@TempDir Path folder) throws Exception {
        var made = SelfMade.of(folder, "dns:sms.example");
        var channel =
                "channels:\n  sms: {kind: sms, flow: telecom, provider: infobip, password: p, token:"
                        + " 0123456789abcdef, from: 7878, url: '%s://sms.example', ca-file: '%s'}\n";

        var right = read(LEAST + channel.formatted("https", made.certificate()), Map.of());

        var vouching = Authorities.in(made.certificate());
        assertThat(right.channels().getFirst().kind())
                .isInstanceOfSatisfying(
                        Settings.Kind.Sms.class,
                        sms -> assertThat(sms.plan().authorities()).isEqualTo(vouching));
        assertThatThrownBy(
                        () -> read(LEAST + channel.formatted("http", made.certificate()), Map.of()))
                .hasMessageContaining("channels.sms.ca-file is for a centre");
    }

    @Test
    void whoVouchesForBothServersOfAMailboxIsReadWithTheSettings(@TempDir Path folder)
            throws Exception {
        var made = SelfMade.of(folder, "dns:mail.aspan.example");
        var channel =
                "channels:\n  post: {kind: mail, flow: telecom, address: us@aspan.example, password:"
                        + " x, ca-file: '%s', imap: {host: mail.aspan.example}}\n";

        var vouching = Authorities.in(made.certificate());
        var right = read(LEAST + channel.formatted(made.certificate()), Map.of());

        assertThat(right.channels().getFirst().kind())
                .isInstanceOfSatisfying(
                        Settings.Kind.Mail.class,
                        mail ->
                                assertThat(
                                                List.of(
                                                        mail.mailbox().imap().authorities(),
                                                        mail.mailbox().smtp().authorities()))
                                        .containsOnly(vouching));
        assertThatThrownBy(() -> read(LEAST + channel.formatted(made.key()), Map.of()))
                .hasMessageContaining("channels.post.ca-file has no certificate: " + made.key())
                .hasMessageContaining("name a PEM file");
        assertThatThrownBy(() -> read(LEAST + channel.formatted("none.pem"), Map.of()))
                .hasMessageContaining(
                        "channels.post.ca-file cannot be read: /etc/recaller/none.pem; check");
    }

    @Test
    void aFormNeedsSomebodyWhoMaySendItAndTheChannelsThatAnswerIt() {
        var wrong =
                """
                channels:
                  site: {kind: web, flow: telecom}
                  ask: {kind: form, flow: telecom, mail: site, sms: nobody, answer: menu, token: short}
                  bare: {kind: form, flow: telecom}
                  vb: {kind: viber, flow: telecom, name: A company with a very long name}
                """;

        assertThat(catchThrowable(() -> read(LEAST + wrong, Map.of())))
                .hasMessageContaining("channels.ask.mail must name a channel of kind mail")
                .hasMessageContaining("channels.ask.sms must name a channel of kind sms")
                .hasMessageContaining("channels.ask.answer must be receipt or none")
                .hasMessageContaining("channels.ask.token is shorter than 16 letters")
                .hasMessageContaining("channels.bare.origins is missing")
                .hasMessageContaining("channels.vb.name is longer than Viber takes")
                .hasMessageContaining("channels.vb.token is missing");
    }

    @Test
    void aCommunityNeedsItsNumberAndItsKey() {
        var wrong = "channels:\n  club: {kind: vk, flow: telecom, group: club77}\n";

        assertThat(catchThrowable(() -> read(LEAST + wrong, Map.of())))
                .hasMessageContaining("channels.club.group must be the community's number")
                .hasMessageContaining("channels.club.token is missing");
        assertThat(
                        catchThrowable(
                                () -> read(LEAST + wrong.replace(", group: club77", ""), Map.of())))
                .hasMessageContaining("channels.club.group is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{max-size: 26MB} | attachments.max-size must be a size from 1kB to 25MB",
                "{max-size: 1} | attachments.max-size must be a size",
                "{max-size: ten} | attachments.max-size must be a size",
                "{max-size: 10MB, a-day: 5MB} | attachments.a-day must be no less",
                "{max-size: 10MB, in-all: 5MB} | attachments.in-all must be no less",
                "{per-message: 0} | attachments.per-message",
                "{types: [png, exe]} | attachments.types must be none, or list what is taken",
                "{type: [png]} | unknown key attachments.type"
            })
    void filesThatCannotBeAreToldWithTheirKey(String given, String told) {
        assertThatThrownBy(() -> read(LEAST + "attachments: " + given + "\n", Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(told);
    }

    @Test
    void filesCanBeSwitchedOff() {
        var rules = read(LEAST + "attachments: {types: none}\n", Map.of()).attachments();

        assertThat(rules.types()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{quiet-hours: 25:00-09:00} | notices.quiet-hours must be none, or hours such as",
                "{quiet-hours: night} | notices.quiet-hours must be none, or hours such as",
                "{time-zone-field: zone} | notices.time-zone-field names zone, which is not there",
                "{a-day: 0} | notices.a-day",
                "{aday: 1} | unknown key notices.aday",
                "{call: {prefixes: ['+7701']}} | notices.call.greeting must say who calls",
                "{call: {greeting: {en: Hello.}}} | notices.call.prefixes must list",
                "{call: {greeting: {en: Hello.}, prefixes: [7701]}} | notices.call.prefixes holds 7701"
            })
    void noticesThatCannotBeAreToldWithTheirKey(String given, String told) {
        assertThatThrownBy(() -> read(LEAST + "notices: " + given + "\n", Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(told);
    }
}

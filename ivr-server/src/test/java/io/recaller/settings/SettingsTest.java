package io.recaller.settings;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.recaller.agent.Login;
import io.recaller.api.ApiKey;
import io.recaller.api.Scope;
import io.recaller.asterisk.ami.AmiTrust;
import io.recaller.asterisk.fake.SelfMade;
import io.recaller.callback.CallbackRules;
import io.recaller.channel.AnswerTimes;
import io.recaller.channel.GatewayPlan;
import io.recaller.contact.Channel;
import io.recaller.contact.retention.RetentionRules;
import io.recaller.continuation.CompanionRules;
import io.recaller.continuation.LinkPlace;
import io.recaller.continuation.PageDocument;
import io.recaller.conversation.StoredCallCodes;
import io.recaller.conversation.lookup.HttpLookUps;
import io.recaller.customer.Arms;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.FieldCatalogue;
import io.recaller.customer.field.FieldCatalogue.Entry;
import io.recaller.customer.field.FieldCatalogue.Kind;
import io.recaller.customer.field.FieldCatalogue.Sensitivity;
import io.recaller.desk.Proxies;
import io.recaller.desk.card.DeskOptions;
import io.recaller.desk.card.Labelled;
import io.recaller.desk.card.RecordLink;
import io.recaller.desk.card.Words;
import io.recaller.gateway.form.FormPlan;
import io.recaller.gateway.mail.MailServer;
import io.recaller.gateway.mail.Mailbox;
import io.recaller.gateway.meta.MetaPlan;
import io.recaller.gateway.sms.SmsPlan;
import io.recaller.gateway.viber.ViberBot;
import io.recaller.gateway.vk.VkCommunity;
import io.recaller.hours.Hours;
import io.recaller.hours.Span;
import io.recaller.hours.Spans;
import io.recaller.hours.SpecialDays;
import io.recaller.hours.Week;
import io.recaller.message.file.AttachmentRules;
import io.recaller.message.file.FileType;
import io.recaller.notice.CallingRules;
import io.recaller.notice.TellingRules;
import io.recaller.recommendation.RecommendationRules;
import io.recaller.routing.plan.Capacity;
import io.recaller.routing.plan.Comfort;
import io.recaller.routing.plan.Occasion;
import io.recaller.routing.plan.Overflow;
import io.recaller.routing.plan.QueuePlan;
import io.recaller.routing.plan.QueuePlans;
import io.recaller.routing.plan.RoutingRules;
import io.recaller.routing.plan.RoutingSettings;
import io.recaller.routing.plan.ServiceLevel;
import io.recaller.routing.plan.SomePlans;
import io.recaller.routing.step.Preference;
import io.recaller.routing.step.QueueName;
import io.recaller.routing.step.QueueRule;
import io.recaller.routing.step.RoutingStep;
import io.recaller.skill.SkillTemplate;
import io.recaller.speech.Language;
import io.recaller.speech.Text;
import io.recaller.transfer.OutsideNumbers;
import io.recaller.voicemail.VoicemailRules;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final String HASH =
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static final Path FOLDER = Path.of("/etc/recaller");

    private static final String LEAST =
            """
            time-zone: Asia/Almaty
            numbers: {8000: telecom}
            agi: {token: t0ken}
            ami: {secret: s3cret}
            """;

    private static final String EVERYTHING =
            """
            time-zone: Europe/Zurich
            default-region: CH
            folder: /srv/recaller
            flows: trees
            pins: {pepper-file: /etc/recaller/pepper}
            numbers: {0800123: {flow: telecom, language: ru}, 0800124: telecom}
            going-on: {offered-for: 45m, call: +41 800 12 31 24, dialled: 0800124, links: {wa: '+41 79 123 45 67'}}
            menu:
              control-share: 0.5
              policies: {order: 0.75, designed: 0.25}
              hysteresis: 0s
              wrong-offer: 20s
              fall-back: false
              fall-back-customers: 50
            database:
              url: jdbc:postgresql://db/recaller
              user: ivr
              password: pa55
              folder: pg
              port: 5555
            agi: {host: 10.0.0.1, port: 4574, token: t0ken, max-calls: 7, peers: [10.0.0.2]}
            ami: {host: 10.0.0.2, port: 5039, user: ivr, secret: s3cret, tls: true}
            http: {host: 10.0.0.3, port: 80, behind-tls: true, proxies: [10.0.0.7, 10.9.0.0/16]}
            management: {host: 10.0.0.4, port: 81}
            api:
              keys:
                crm: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
                shop:
                  sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
                  scopes: [report, read]
            speech:
              command: [say, "{text}"]
              voices: {en: en-gb}
              rate: 170
              recordings: audio
            fields:
              account: {kind: digits, sensitivity: secret, tier: claimed, retention: 10d, label: {en: Account, ru: Лицевой счёт}}
            desk:
              search-everywhere: [dana]
              breaks: {lunch: {en: Lunch, kk: Түскі ас}, training: Training}
              proofs: {passport: {ru: Паспорт}}
              links:
                CRM: https://crm.example/c/{account}
                search: {url: "https://crm.example/?q={number}", label: {ru: Найти}}
            facts: {area-field: account}
            look-ups:
              status:
                url: https://crm/status
                method: post
                timeout: 1s
                bearer: b34rer
                results: {outage: /outage}
            routing: {ring-for: 15s, longest-wait: 5m, announce-every: 30s, desk-lease: 40s, wrap-up: 5s, longest-wrap-up: 3m, poll: 1s, capacity: {phone: 2, chat: 5, messenger: 6, sms: 7, email: 8, web: 9}, service-level: {within: 30s, target: 0.9}}
            hours:
              office: {mon-tue: "09:00-18:00", zone: Asia/Kathmandu, holidays: [2026-12-31 09:00-14:00 Eve]}
              hotline: open
            queues:
              support:
                steps:
                  - {agent: last, for: 20s}
                  - {skills: {tv: 2}, any: {"language:{language}": 1}, for: 1m}
                hours: office
                greeting: {en: Welcome., kk: Қош келдіңіз.}
                music: jazz
                announce-every: 45s
                longest-wait: 10m
                ring-for: 25s
                wrap-up: 2m
                service-level: {within: 10s, target: 0.7}
                overflow:
                  longest-wait: {queue: sales}
                  closed: {message: {en: We're closed.}, then: end}
                  unstaffed: flow
                call-back: true
                voicemail: {en: Speak after the tone.}
              sales: {}
            call-back:
              prefixes: ['+4179', '+41']
              attempts: 5
              pause: 10m
              ring-for: 40s
              keep: 8h
              requests-a-day: 2
              greeting: {en: This is Contoso.}
            voicemail:
              longest: 3m
              silence: 8s
              shortest: 1500ms
              messages-a-day: 9
              wait: 6d
              keep: 10d
            retention: {contacts: 730d, activities: 1d, requests: 365d, facts: 90d}
            transfers:
              outside: {prefixes: ["+4144", 079], dial: "PJSIP/{number}@trunk", caller-number: "+41443332211"}
            attachments: {max-size: 5MB, per-message: 3, a-day: 1GB, in-all: 5000GB, types: [png, pdf]}
            notices: {quiet-hours: "22:00-8:30", time-zone-field: account, a-day: 2, a-week: 5, call: {greeting: {en: This is Aspan.}, prefixes: ["+7701"], attempts: 3, pause: 30m, ring-for: 20s, a-day: 50, at-once: 4}}
            recommendations: {control-share: 0.25, after-no: 7d, same-after-no: 30d, most-shown: 2, in-flows: true, complaints: [claim, quality]}
            companion: {url: "https://ivr.example/c", channels: [sms], chat: site, prefixes: ["+7"], a-day: 5, call: "+7 727 200 00 00",
              documents: {tariffs: {url: "https://telecom.example/tariffs.pdf", label: {en: Tariffs, ru: Тарифы}}, terms: "https://telecom.example/terms"}}
            channels:
              site: {kind: web, flow: telecom, language: ru, origins: ["https://shop.example"], visitor-secret: 0123456789abcdef0123456789abcdef, answer-within: 30s, next-answer-within: 90s}
              bot: {kind: telegram, flow: telecom, token: b0t, url: "http://127.0.0.1:8082"}
              vb: {kind: viber, flow: telecom, token: k3y, name: Aspan, address: "https://ivr.example", url: "http://127.0.0.1:8084"}
              ask: {kind: form, flow: telecom, origins: ["https://shop.example"], token: 0123456789abcdef, fields: {text: message, email: mail, phone: tel, name: fio, topic: subject, language: lang, id: uuid}, also: [order, city], trap: website, mail: post, sms: sms, thanks: "https://shop.example/thanks", most-an-hour: 5, answer: receipt}
              club: {kind: vk, flow: telecom, token: vk1.a, group: 77, url: "http://127.0.0.1:8083"}
              sms: {kind: sms, flow: telecom, provider: kannel, url: "http://127.0.0.1:13013/cgi-bin/sendsms", user: tester, password: fo0bar, from: 7878, token: 0123456789abcdef, address: "https://ivr.example", segments: 3}
              wa: {kind: whatsapp, flow: telecom, language: ru, account: "106540352242922", token: EAAx, secret: app5ecret, verify-token: 0123456789abcdef, url: "http://127.0.0.1:8083", api-version: v24.0, template: {name: we_answer, language: ru, text: Мы готовы ответить.}, templates: {order: {name: order_ready, language: ru, text: '{name}, готово.'}}}
              post:
                kind: mail
                flow: telecom
                address: support@aspan.example
                name: Aspan Telecom
                answer: menu
                user: support
                password: p0st
                folder: Support
                imap: {host: imap.aspan.example, port: 1143, security: starttls}
                smtp: {host: smtp.aspan.example, port: 25, security: none, login: false}
            """;

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

    @Test
    void whatCannotBeKeptAndWhatIsNestedTooDeepIsToldWithItsLine() {
        var wrong = LEAST.replace("t0ken", "\"t0\\0ken\"") + "default-region: \"K\\uD83D\"\n";

        assertThat(catchThrowable(() -> read(wrong, Map.of())))
                .hasMessageContaining(":3: agi.token has the character U+0000")
                .hasMessageNotContaining("t0");
        assertThat(catchThrowable(() -> read(LEAST + "x: " + "[".repeat(3000), Map.of())))
                .hasMessageContaining(":5: nested deeper than 10 levels");
    }

    @Test
    void whatTheDeskCannotDoIsToldWithItsLine() {
        var wrong =
                LEAST
                        + """
                        http: {proxies: [proxy.example]}
                        desk:
                          breaks: {rona: Away, Lunch: Lunch}
                          links: {CRM: "javascript:alert({account})", b: "https://{account}.example"}
                        """;

        assertThat(catchThrowable(() -> read(wrong, Map.of())))
                .hasMessageContaining(":5: http.proxies must list addresses or networks")
                .hasMessageContaining("desk.breaks.rona means something else already")
                .hasMessageContaining(
                        "desk.breaks.Lunch is refused: a reason is named in lower case")
                .hasMessageContaining("desk.links.CRM is refused: a link is a web address")
                .hasMessageContaining("desk.links.b is refused");
    }

    private static Words words(String... pairs) {
        var words = new HashMap<Language, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            words.put(new Language(pairs[i]), pairs[i + 1]);
        }
        return new Words(words);
    }

    private static final QueuePlan ALL =
            new QueuePlan(
                    Optional.empty(),
                    new Comfort(Optional.empty(), Optional.empty(), Duration.ofSeconds(30)),
                    Duration.ofMinutes(5),
                    Map.of(),
                    new ServiceLevel(Duration.ofSeconds(30), 0.9),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(5));

    private static final QueuePlans PLANS =
            new QueuePlans(
                    ALL,
                    Map.of(
                            new QueueName("sales"),
                            ALL,
                            new QueueName("support"),
                            new QueuePlan(
                                    Optional.of("office"),
                                    new Comfort(
                                            Optional.of(
                                                    new Text(
                                                            Map.of(
                                                                    new Language("en"), "Welcome.",
                                                                    new Language("kk"),
                                                                            "Қош келдіңіз."))),
                                            Optional.of("jazz"),
                                            Duration.ofSeconds(45)),
                                    Duration.ofMinutes(10),
                                    Map.of(
                                            Occasion.LONGEST_WAIT, SomePlans.to("sales"),
                                            Occasion.CLOSED,
                                                    SomePlans.saying(
                                                            "We're closed.",
                                                            new Overflow.Way.End()),
                                            Occasion.UNSTAFFED,
                                                    new Overflow(
                                                            Optional.empty(),
                                                            new Overflow.Way.Flow())),
                                    new ServiceLevel(Duration.ofSeconds(10), 0.7),
                                    Duration.ofSeconds(25),
                                    Duration.ofMinutes(2))));

    @Test
    void everythingButFourKeysHasADefault() {
        var settings = read(LEAST, Map.of());

        assertThat(settings)
                .isEqualTo(
                        new Settings(
                                ZoneId.of("Asia/Almaty"),
                                "KZ",
                                FOLDER.resolve(".recaller"),
                                FOLDER.resolve("flows"),
                                Map.of("8000", "telecom"),
                                FOLDER.resolve(".recaller/pin.pepper"),
                                Map.of(),
                                new Settings.Experiments(Arms.of(0.05, "recaller"), true, 200),
                                Duration.ofMillis(500),
                                Duration.ofSeconds(10),
                                new Settings.Storage.Embedded(
                                        FOLDER.resolve(".recaller/postgres"), 5433),
                                new Settings.Agi(
                                        "127.0.0.1", 4573, new Secret("t0ken"), 500, List.of()),
                                new Settings.Ami(
                                        "127.0.0.1",
                                        5038,
                                        "recaller",
                                        new Secret("s3cret"),
                                        Optional.empty()),
                                new Settings.Web(
                                        "127.0.0.1",
                                        8080,
                                        "127.0.0.1",
                                        8081,
                                        Map.of(),
                                        false,
                                        Proxies.none()),
                                new Settings.Speaking(
                                        Optional.empty(), Map.of(), 150, Optional.empty()),
                                new FieldCatalogue(List.of()),
                                Map.of(),
                                RoutingSettings.usual(),
                                DeskOptions.usual(),
                                Map.of(),
                                new Settings.CallingBack(CallbackRules.usual(), Optional.empty()),
                                new Settings.LeavingMessages(VoicemailRules.usual(), Map.of()),
                                RetentionRules.keepAll(),
                                OutsideNumbers.none(),
                                List.of(),
                                AttachmentRules.usual(),
                                Settings.GoingOn.never(),
                                TellingRules.usual(ZoneId.of("Asia/Almaty")),
                                Settings.NoticeCalling.never(),
                                RecommendationRules.usual(),
                                Optional.empty()));
    }

    @Test
    void everyKeyCanBeSetToSomethingElse() {
        var settings = read(EVERYTHING, Map.of());

        assertThat(settings)
                .isEqualTo(
                        new Settings(
                                ZoneId.of("Europe/Zurich"),
                                "CH",
                                Path.of("/srv/recaller"),
                                FOLDER.resolve("trees"),
                                Map.of("0800123", "telecom", "0800124", "telecom"),
                                Path.of("/etc/recaller/pepper"),
                                Map.of("0800123", new Language("ru")),
                                new Settings.Experiments(
                                        new Arms(
                                                0.5,
                                                new TreeMap<>(
                                                        Map.of("designed", 0.25, "order", 0.75))),
                                        false,
                                        50),
                                Duration.ZERO,
                                Duration.ofSeconds(20),
                                new Settings.Storage.Given(
                                        "jdbc:postgresql://db/recaller", "ivr", new Secret("pa55")),
                                new Settings.Agi(
                                        "10.0.0.1",
                                        4574,
                                        new Secret("t0ken"),
                                        7,
                                        List.of("10.0.0.2")),
                                new Settings.Ami(
                                        "10.0.0.2",
                                        5039,
                                        "ivr",
                                        new Secret("s3cret"),
                                        Optional.of(new AmiTrust(Optional.empty()))),
                                new Settings.Web(
                                        "10.0.0.3",
                                        80,
                                        "10.0.0.4",
                                        81,
                                        Map.of(
                                                "crm", ApiKey.unlisted(HASH),
                                                "shop",
                                                        ApiKey.of(
                                                                HASH,
                                                                Set.of(Scope.REPORT, Scope.READ))),
                                        true,
                                        Proxies.of(List.of("10.0.0.7", "10.9.0.0/16"))),
                                new Settings.Speaking(
                                        Optional.of(List.of("say", "{text}")),
                                        Map.of(new Language("en"), "en-gb"),
                                        170,
                                        Optional.of(FOLDER.resolve("audio"))),
                                new FieldCatalogue(
                                        List.of(
                                                new Entry(
                                                        "account",
                                                        Kind.DIGITS,
                                                        Sensitivity.SECRET,
                                                        TrustTier.CLAIMED,
                                                        Duration.ofDays(10))),
                                        Optional.of("account")),
                                Map.of(
                                        "status",
                                        new HttpLookUps.Source(
                                                URI.create("https://crm/status"),
                                                true,
                                                Duration.ofSeconds(1),
                                                Optional.of("b34rer"),
                                                Map.of("outage", "/outage"))),
                                new RoutingSettings(
                                        Duration.ofSeconds(15),
                                        Duration.ofSeconds(25),
                                        Duration.ofSeconds(40),
                                        Duration.ofSeconds(5),
                                        Duration.ofSeconds(1),
                                        new RoutingRules(
                                                new Capacity(
                                                        Map.of(
                                                                Channel.PHONE,
                                                                2,
                                                                Channel.CHAT,
                                                                5,
                                                                Channel.MESSENGER,
                                                                6,
                                                                Channel.SMS,
                                                                7,
                                                                Channel.EMAIL,
                                                                8,
                                                                Channel.WEB,
                                                                9)),
                                                Map.of(
                                                        new QueueName("support"),
                                                        QueueRule.endingWithAnyone(
                                                                List.of(
                                                                        new RoutingStep.Preferred(
                                                                                Preference.LAST,
                                                                                Duration.ofSeconds(
                                                                                        20)),
                                                                        new RoutingStep.Skilled(
                                                                                new SkillTemplate(
                                                                                        Map.of(
                                                                                                "tv",
                                                                                                2),
                                                                                        Map.of(
                                                                                                "language:{language}",
                                                                                                1)),
                                                                                Duration.ofMinutes(
                                                                                        1)))),
                                                        new QueueName("sales"),
                                                        QueueRule.AS_ASKED)),
                                        Duration.ofMinutes(3),
                                        PLANS),
                                new DeskOptions(
                                        Map.of(
                                                "account",
                                                words("en", "Account", "ru", "Лицевой счёт")),
                                        List.of(
                                                new Labelled(
                                                        "lunch",
                                                        words("en", "Lunch", "kk", "Түскі ас")),
                                                new Labelled("training", Words.plain("Training"))),
                                        List.of(new Labelled("passport", words("ru", "Паспорт"))),
                                        List.of(
                                                new RecordLink(
                                                        Words.plain("CRM"),
                                                        "https://crm.example/c/{account}"),
                                                new RecordLink(
                                                        words("ru", "Найти"),
                                                        "https://crm.example/?q={number}")),
                                        true,
                                        List.of(),
                                        Set.of(new Login("dana"))),
                                Map.of("office", office(), "hotline", always()),
                                new Settings.CallingBack(
                                        new CallbackRules(
                                                Set.of("support"),
                                                Set.of("+4179", "+41"),
                                                5,
                                                Duration.ofMinutes(10),
                                                Duration.ofSeconds(40),
                                                Duration.ofHours(8),
                                                2),
                                        Optional.of(
                                                new Text(
                                                        Map.of(
                                                                new Language("en"),
                                                                "This is Contoso.")))),
                                new Settings.LeavingMessages(
                                        new VoicemailRules(
                                                Duration.ofMinutes(3),
                                                Duration.ofSeconds(8),
                                                Duration.ofMillis(1500),
                                                9,
                                                Duration.ofDays(6),
                                                Duration.ofDays(10)),
                                        Map.of(
                                                new QueueName("support"),
                                                SomePlans.english("Speak after the tone."))),
                                new RetentionRules(
                                        Optional.of(Duration.ofDays(730)),
                                        Optional.of(Duration.ofDays(1)),
                                        Optional.of(Duration.ofDays(365)),
                                        Optional.of(Duration.ofDays(90))),
                                new OutsideNumbers(
                                        List.of("+4144", "079"),
                                        "PJSIP/{number}@trunk",
                                        "+41443332211"),
                                List.of(
                                        new Settings.Writing(
                                                new GatewayPlan("site", Channel.CHAT, false)
                                                        .within(
                                                                new AnswerTimes(
                                                                        Duration.ofSeconds(30),
                                                                        Duration.ofSeconds(90))),
                                                "telecom",
                                                Optional.of(new Language("ru")),
                                                new Settings.Kind.Web(
                                                        Set.of("https://shop.example"),
                                                        Optional.of(
                                                                new Secret(
                                                                        "0123456789abcdef0123456789abcdef")))),
                                        new Settings.Writing(
                                                new GatewayPlan("bot", Channel.MESSENGER, true),
                                                "telecom",
                                                Optional.empty(),
                                                new Settings.Kind.Telegram(
                                                        new Secret("b0t"),
                                                        URI.create("http://127.0.0.1:8082"))),
                                        new Settings.Writing(
                                                new GatewayPlan("vb", Channel.MESSENGER, true),
                                                "telecom",
                                                Optional.empty(),
                                                new Settings.Kind.Viber(
                                                        new ViberBot(
                                                                "vb",
                                                                "k3y",
                                                                "Aspan",
                                                                URI.create("http://127.0.0.1:8084"),
                                                                Optional.of(
                                                                        URI.create(
                                                                                "https://ivr.example")),
                                                                new Language("en")))),
                                        new Settings.Writing(
                                                new GatewayPlan(
                                                        "ask",
                                                        Channel.WEB,
                                                        true,
                                                        GatewayPlan.Answers.RECEIPT),
                                                "telecom",
                                                Optional.empty(),
                                                new Settings.Kind.Form(
                                                        new FormPlan(
                                                                "ask",
                                                                Set.of("https://shop.example"),
                                                                Optional.of("0123456789abcdef"),
                                                                new FormPlan.Names(
                                                                        "fio", "mail", "tel",
                                                                        "subject", "message",
                                                                        "uuid", "lang"),
                                                                List.of("order", "city"),
                                                                Optional.of("website"),
                                                                Optional.of("post"),
                                                                Optional.of("sms"),
                                                                Optional.of(
                                                                        URI.create(
                                                                                "https://shop.example/thanks")),
                                                                5,
                                                                false))),
                                        new Settings.Writing(
                                                new GatewayPlan("club", Channel.MESSENGER, true),
                                                "telecom",
                                                Optional.empty(),
                                                new Settings.Kind.Vk(
                                                        new VkCommunity(
                                                                "club",
                                                                77,
                                                                "vk1.a",
                                                                URI.create(
                                                                        "http://127.0.0.1:8083")))),
                                        new Settings.Writing(
                                                new GatewayPlan("sms", Channel.SMS, true),
                                                "telecom",
                                                Optional.empty(),
                                                new Settings.Kind.Sms(
                                                        new SmsPlan(
                                                                "sms",
                                                                SmsPlan.Provider.KANNEL,
                                                                URI.create(
                                                                        "http://127.0.0.1:13013/cgi-bin/sendsms"),
                                                                "tester",
                                                                "fo0bar",
                                                                "7878",
                                                                Optional.of(
                                                                        URI.create(
                                                                                "https://ivr.example")),
                                                                Optional.of("0123456789abcdef"),
                                                                3,
                                                                new Language("en")))),
                                        new Settings.Writing(
                                                new GatewayPlan("wa", Channel.MESSENGER, true)
                                                        .during(wa().window()),
                                                "telecom",
                                                Optional.of(new Language("ru")),
                                                new Settings.Kind.Meta(wa())),
                                        new Settings.Writing(
                                                new GatewayPlan(
                                                        "post",
                                                        Channel.EMAIL,
                                                        true,
                                                        GatewayPlan.Answers.MENU),
                                                "telecom",
                                                Optional.empty(),
                                                new Settings.Kind.Mail(post(), 20))),
                                new AttachmentRules(
                                        5_000_000,
                                        3,
                                        1_000_000_000,
                                        5_000_000_000_000L,
                                        Set.of(FileType.PNG, FileType.PDF)),
                                new Settings.GoingOn(
                                        Optional.of(Duration.ofMinutes(45)),
                                        Optional.of(
                                                new StoredCallCodes.Place(
                                                        "+41 800 12 31 24", "0800124")),
                                        List.of(
                                                new LinkPlace(
                                                        "wa",
                                                        LinkPlace.Messenger.WHATSAPP,
                                                        "41791234567"))),
                                new TellingRules(
                                        LocalTime.of(22, 0),
                                        LocalTime.of(8, 30),
                                        ZoneId.of("Europe/Zurich"),
                                        Optional.of("account"),
                                        2,
                                        5),
                                new Settings.NoticeCalling(
                                        new CallingRules(
                                                Set.of("+7701"),
                                                3,
                                                Duration.ofMinutes(30),
                                                Duration.ofSeconds(20),
                                                50,
                                                4),
                                        Optional.of(
                                                new Text(
                                                        Map.of(
                                                                new Language("en"),
                                                                "This is Aspan.")))),
                                new RecommendationRules(
                                        0.25,
                                        Duration.ofDays(7),
                                        Duration.ofDays(30),
                                        2,
                                        true,
                                        Set.of("claim", "quality")),
                                Optional.of(
                                        new CompanionRules(
                                                URI.create("https://ivr.example/c"),
                                                List.of("sms"),
                                                Optional.of("site"),
                                                List.of("+7"),
                                                5,
                                                Optional.of("+7 727 200 00 00"),
                                                List.of(
                                                        new PageDocument(
                                                                "tariffs",
                                                                Map.of(
                                                                        new Language("en"),
                                                                        "Tariffs",
                                                                        new Language("ru"),
                                                                        "Тарифы"),
                                                                "https://telecom.example/tariffs.pdf"),
                                                        new PageDocument(
                                                                "terms",
                                                                Map.of(),
                                                                "https://telecom.example/terms"))))));
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

    private static MetaPlan wa() {
        return new MetaPlan(
                "wa",
                MetaPlan.Service.WHATSAPP,
                "106540352242922",
                "EAAx",
                "app5ecret",
                "0123456789abcdef",
                URI.create("http://127.0.0.1:8083"),
                "v24.0",
                List.of(
                        new MetaPlan.MessageTemplate(
                                "template", "we_answer", "ru", "Мы готовы ответить."),
                        new MetaPlan.MessageTemplate(
                                "order", "order_ready", "ru", "{name}, готово.")),
                false,
                new Language("ru"),
                Optional.empty());
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

    private static Mailbox post() {
        return new Mailbox(
                "post",
                "support@aspan.example",
                Optional.of("Aspan Telecom"),
                "Support",
                new MailServer(
                        "imap.aspan.example",
                        1143,
                        MailServer.Security.STARTTLS,
                        Optional.of(new MailServer.Login("support", "p0st"))),
                new MailServer(
                        "smtp.aspan.example", 25, MailServer.Security.NONE, Optional.empty()));
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

    private static HoursPlan office() {
        var spans = new Spans(List.of(new Span(540, 1080)));
        var days = Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY).stream();
        var eve = new SpecialDays.Special(new Spans(List.of(new Span(540, 840))), "Eve");
        return new HoursPlan(
                new Hours(
                        ZoneId.of("Asia/Kathmandu"),
                        new Week(days.collect(Collectors.toMap(day -> day, _ -> spans))),
                        new SpecialDays(Map.of(LocalDate.of(2026, 12, 31), eve), Map.of()),
                        List.of()),
                List.of());
    }

    private static HoursPlan always() {
        var days =
                Stream.of(DayOfWeek.values())
                        .collect(Collectors.toMap(day -> day, _ -> Spans.OPEN));
        return new HoursPlan(
                new Hours(
                        ZoneId.of("Europe/Zurich"), new Week(days), SpecialDays.none(), List.of()),
                List.of());
    }

    @Test
    void whoVouchesForAsteriskIsReadWithTheSettings(@TempDir Path folder) throws Exception {
        var certificate = SelfMade.of(folder, "dns:pbx").certificate();
        var line = "tls: true, ca-file: '" + certificate + "'";

        assertThat(read(overTls(line), Map.of()).ami().tls())
                .contains(new AmiTrust(Optional.of(certificate)));
        assertThatThrownBy(() -> read(overTls("ca-file: '" + certificate + "'"), Map.of()))
                .hasMessageContaining(":4: ami.ca-file is for a link over TLS; set ami.tls to");
        assertThatThrownBy(() -> read(overTls("tls: true, ca-file: nowhere.pem"), Map.of()))
                .hasMessageContaining(
                        ":4: ami.ca-file cannot be read: /etc/recaller/nowhere.pem; check");
        assertThatThrownBy(() -> read(overTls("tls: 5039"), Map.of()))
                .hasMessageContaining(":4: ami.tls must be true or false");
    }

    private static String overTls(String more) {
        return LEAST.replace("secret: s3cret}", "secret: s3cret, " + more + "}");
    }

    @Test
    void activitiesAreKeptAsLongAsContactsWhereNothingIsSaidOfThem() {
        var rules = read(LEAST + "retention: {contacts: 400d}\n", Map.of()).retention();

        assertThat(rules.activities()).contains(Duration.ofDays(400));
        assertThat(rules.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    contacts: 39d | retention.contacts must be a duration of 40d or more such as 730d
                    contacts: 0 | retention.contacts must be a duration of 40d or more
                    contacts: 800 days | retention.contacts must be .* write 800d
                    requests: never | retention.requests must be a duration of 1d or more
                    facts: 12h | retention.facts must be a duration of 1d or more
                    audit: 30d | unknown key retention.audit
                    """)
    void whatIsNoTimeToKeepAnythingForIsToldWithItsLine(String said, String told) {
        assertThat(catchThrowable(() -> read(LEAST + "retention: {" + said + "}\n", Map.of())))
                .hasMessageMatching("(?s).*recaller.yaml:5: " + told + ".*");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    numbers: {0800 123 4567: luz} | numbers.0800 123 4567 can never be dialled: .* write '08001234567' as
                    numbers: {support: luz} | numbers.support can never be dialled: .* write '8000' as
                    look-ups: {status: {url: 'https://a.example', results: {a: b.c}}} | look-ups.status.results.a is no JSON Pointer: .* write /b/c
                    notices: {call: {ring-for: 3s}} | notices.call.ring-for must be a duration of 5s or more, such as 15s
                    """)
    void whatCanNeverWorkIsToldWithItsRemedy(String said, String told) {
        assertThat(catchThrowable(() -> read(LEAST + said + "\n", Map.of())))
                .hasMessageMatching("(?s).*" + told + ".*");
    }

    @Test
    void noSecretIsPrintedWithTheSettings() {
        assertThat(read(EVERYTHING, Map.of()).toString())
                .doesNotContain(
                        "t0ken", "s3cret", "pa55", "b34rer", "b0t", "fo0bar", "0123456789abcdef")
                .contains("•••");
    }

    @Test
    void aServerToWhichPeopleOnlyWriteNeedsNoAsterisk() {
        var settings =
                read(
                        """
                        time-zone: Asia/Almaty
                        http: {port: 8090}
                        channels: {site: {kind: web, flow: telecom}}
                        """,
                        Map.of());

        assertThat(settings.hasTelephone()).isFalse();
        assertThat(settings.serverName()).endsWith(":8090");
        assertThat(settings.routing().rules().capacity().hasCalls()).isFalse();
        assertThatThrownBy(() -> read("time-zone: Asia/Almaty", Map.of()))
                .hasMessageContaining("{8000: telecom}, or where people write in channels")
                .hasMessageContaining("agi.token is missing");
    }

    @Test
    void noAgentIsOfferedACallWhereTheirCapacityForCallsIsNone() {
        var settings = read(LEAST + "routing: {capacity: {phone: 0}}\n", Map.of());

        assertThat(settings.hasTelephone()).isTrue();
        assertThat(settings.routing().rules().capacity().hasCalls()).isFalse();
    }

    @Test
    void aVariableReplacesWhatTheFileLacks() {
        var settings =
                read(
                        "numbers: {8000: telecom}",
                        Map.of(
                                "RECALLER_TIME_ZONE", "Asia/Almaty",
                                "RECALLER_AGI_TOKEN", "t0ken",
                                "RECALLER_AMI_SECRET", "s3cret",
                                "RECALLER_AGI_PEERS", "10.0.0.2, 10.0.0.3"));

        assertThat(settings.agi().peers()).containsExactly("10.0.0.2", "10.0.0.3");
    }

    @Test
    void whateverIsWrongIsToldTogether() {
        var yaml =
                """
                default-region: Kazakhstan
                menu: {control-share: 7, policies: {order: 0.5, best: 0.2}}
                http: {behind-tls: yes}
                api: {keys: {crm: s3cret}}
                speech: {voices: {english: en}}
                fields:
                  Account: {kind: number}
                facts: {area-field: district}
                look-ups:
                  status: {url: somewhere, method: put, results: {outage: outage}}
                routing: {ring-for: 0s}
                """;

        var mistakes = String.valueOf(catchThrowable(() -> read(yaml, Map.of())).getMessage());

        assertThat(mistakes.lines().map(line -> line.split(" ", 3)[1]).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        "time-zone",
                        "default-region",
                        "numbers",
                        "menu.control-share",
                        "menu.policies",
                        "menu.policies.best",
                        "agi.token",
                        "ami.secret",
                        "http.behind-tls",
                        "api.keys.crm",
                        "speech.voices.english",
                        "fields.Account",
                        "fields.Account.kind",
                        "facts.area-field",
                        "look-ups.status.url",
                        "look-ups.status.method",
                        "look-ups.status.results.outage",
                        "routing.ring-for");
        assertThat(mistakes)
                .contains("recaller.yaml:1: default-region must be a country's ISO 3166-1 code")
                .contains("recaller.yaml:10: look-ups.status.method must be one of get, post")
                .contains("recaller.yaml:8: facts.area-field is refused")
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    agi: {token: t, port: 8080} | http.port 8080 is agi.port too
                    management: {port: 4573} | management.port 4573 is agi.port too
                    http: {host: 0.0.0.0, port: 8081} | management.port 8081 is http.port too
                    http: {host: localhost, port: 4573} | http.port 4573 is agi.port too
                    database: {port: 8080} | database.port 8080 is http.port too
                    http: {port: 5038} | ami.port 5038 is http.port too
                    """)
    void twoDoorsOnOnePortAreToldWithBothKeys(String yaml, String told) {
        var least = yaml.startsWith("agi") ? LEAST.replace("agi: {token: t0ken}\n", "") : LEAST;

        assertThatThrownBy(() -> read(least + yaml + "\n", Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http: {host: 10.0.0.1, port: 4573}",
                "database: {url: 'jdbc:postgresql://db/x', port: 8080}",
                "http: {host: 10.0.0.2, port: 8081}"
            })
    void onePortOnTwoAddressesIsWell(String yaml) {
        assertThat(read(LEAST + yaml + "\n", Map.of())).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[my-tts, \"{text}\"]",
                "[my-tts, --voice, \"{voice}\", --lang, \"{lang}\", -o, \"{out}\"]",
                "[piper]",
                "[sh, -c, 'echo ${HOME} | tts']"
            })
    void aSynthesiserMayTakeAndGiveAsItLikes(String command) {
        assertThat(
                        read(LEAST + "speech: {command: " + command + "}\n", Map.of())
                                .speaking()
                                .command())
                .isPresent();
    }

    @Test
    void aPlaceholderThatThereIsNotIsAMistake() {
        assertThatThrownBy(() -> read(LEAST + "speech: {command: [tts, \"{txt}\"]}\n", Map.of()))
                .hasMessageContaining("recaller.yaml:5: speech.command is refused: {txt} is no")
                .hasMessageContaining("{text}, {out}, {voice}, {lang}, {rate} and {pitch}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    rw-r--r-- | agi.token, ami.secret
                    rw-rw-rw- | agi.token, ami.secret
                    rw-r----- | ''
                    rw------- | ''
                    """)
    void aSettingsFileWithSecretsIsNotForEverybody(String mode, String told, @TempDir Path folder)
            throws IOException {
        var file = Files.writeString(folder.resolve("recaller.yaml"), LEAST);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

        var exposed = SettingsReader.exposed(file, Map.of());

        if (told.isEmpty()) {
            assertThat(exposed).isEmpty();
        } else {
            assertThat(exposed).singleElement().asString().contains(told, "chmod 640 " + file);
        }
    }

    @Test
    void secretsInFilesOfTheirOwnAreLookedAtToo(@TempDir Path folder) throws IOException {
        var open = PosixFilePermissions.fromString("rw-r--r--");
        Files.setPosixFilePermissions(Files.writeString(folder.resolve("token"), "t"), open);
        var yaml = LEAST.replace("agi: {token: t0ken}", "agi: {token-file: token}");
        var file = Files.writeString(folder.resolve("recaller.yaml"), yaml);
        Files.setPosixFilePermissions(file, open);

        var exposed = SettingsReader.exposed(file, Map.of("RECALLER_AMI_SECRET", "elsewhere"));

        assertThat(exposed)
                .singleElement()
                .asString()
                .contains(folder.resolve("token").toString(), "agi.token-file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/srv/a,b", "/srv/a&b", "'/srv/a\"b'"})
    void aFolderAsteriskCannotPlayFromIsRefused(String folder) {
        assertThatThrownBy(() -> read(LEAST + "folder: " + folder, Map.of()))
                .hasMessageContaining("recaller.yaml:5: folder must be a path without , & and \"");
    }

    @Test
    void aNumberMaySayItsLanguage() {
        var settings = read(LEAST.replace("telecom", "{flow: t, language: kk}"), Map.of());

        assertThat(settings.numbers()).isEqualTo(Map.of("8000", "t"));
        assertThat(settings.languages()).isEqualTo(Map.of("8000", new Language("kk")));
        assertThatThrownBy(() ->
                        read(LEAST.replace("telecom", "{flow: t, language: Kazakh}"), Map.of()))
                .hasMessageContaining("recaller.yaml:2: numbers.8000.language is refused");
        assertThatThrownBy(() -> read(LEAST.replace("telecom", "{language: kk}"), Map.of()))
                .hasMessageContaining("numbers.8000.flow is missing");
    }

    @Test
    void thePageOnConfigurationListsTheKeysThatAreReadAndNoOther() throws IOException {
        var file = new SettingsFile("recaller.yaml", FOLDER, EVERYTHING, Map.of());
        SettingsReader.read(file, FOLDER);
        var read = new TreeSet<String>();
        file.known().forEach(key -> read.add(general(key)));

        var documented = new TreeSet<String>();
        var row = Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE);
        row.matcher(Files.readString(Path.of("../docs/configuration.md")))
                .results()
                .forEach(found -> documented.add(found.group(1)));

        assertThat(documented).isEqualTo(read);
    }

    /** The names an operator chooses, as the page writes them. */
    private static String general(String key) {
        return key.replaceFirst("numbers.080012[34]", "numbers.NUMBER")
                .replaceFirst("^api.keys.(crm|shop)", "api.keys.NAME")
                .replace("speech.voices.en", "speech.voices.LANGUAGE")
                .replaceFirst("^menu.policies.*", "menu.policies.NAME")
                .replaceFirst("^hours.(office|hotline)", "hours.NAME")
                .replace("NAME.mon-tue", "NAME.DAYS")
                .replaceFirst("^desk.(breaks|proofs)\\..*", "desk.$1.NAME")
                .replaceFirst("^desk.links.(CRM|search)", "desk.links.NAME")
                .replaceFirst("^companion.documents.(tariffs|terms)", "companion.documents.NAME")
                .replaceFirst("\\.label\\..*", ".label")
                .replace("fields.account", "fields.KEY")
                .replaceFirst("^channels.(site|bot|vb|ask|club|sms|wa|post)", "channels.NAME")
                .replace("going-on.links.wa", "going-on.links.NAME")
                .replace("templates.order", "templates.NAME")
                .replace("look-ups.status", "look-ups.NAME")
                .replace("results.outage", "results.NAME")
                .replaceFirst("^queues\\.(support|sales)", "queues.NAME")
                .replaceFirst("^queues\\.NAME\\.steps.*", "queues.NAME.steps")
                .replaceFirst("(overflow\\.[a-z-]+)\\..*", "$1")
                .replaceFirst("\\.greeting\\..*", ".greeting")
                .replaceFirst("^(queues\\.NAME\\.voicemail)\\..*", "$1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{scopes: [read]} | api.keys.shop.sha256 | sha256sum",
                "{sha256: HASH} | api.keys.shop.scopes | report, read, verified-fields, messages,"
                        + " answer, queue, notify, admin",
                "{sha256: HASH, scopes: []} | api.keys.shop.scopes | report, read",
                "{sha256: HASH, scopes: [write]} | api.keys.shop.scopes | no scope 'write'",
                "{sha256: HASH, scopes: read, scope: x} | api.keys.shop.scope | unknown key"
            })
    void aKeyThatSaysTooLittleIsRefusedWithTheRemedy(String key, String at, String remedy) {
        var yaml = "api: {keys: {shop: " + key.replace("HASH", HASH) + "}}";

        var mistakes = String.valueOf(catchThrowable(() -> read(yaml, Map.of())).getMessage());

        assertThat(mistakes.lines().filter(line -> line.contains(at)))
                .anySatisfy(line -> assertThat(line).contains(remedy));
    }

    @Test
    void aQueueWidensItsSearchStepByStepAndEndsWithAnyone() {
        var yaml =
                LEAST
                        + """
                        queues:
                          support:
                            steps:
                              - {agent: last, for: 20s}
                              - {for: 30s}
                              - {skills: {"language:{language}": 2}, any: {internet: 3, tv: 1}, for: 1m}
                          night: {}
                        """;

        var queues = read(yaml, Map.of()).routing().rules().queues();

        assertThat(queues)
                .containsOnly(
                        entry(new QueueName("night"), QueueRule.AS_ASKED),
                        entry(
                                new QueueName("support"),
                                QueueRule.endingWithAnyone(
                                        List.of(
                                                new RoutingStep.Preferred(
                                                        Preference.LAST, Duration.ofSeconds(20)),
                                                new RoutingStep.AsAsked(Duration.ofSeconds(30)),
                                                new RoutingStep.Skilled(
                                                        new SkillTemplate(
                                                                Map.of("language:{language}", 2),
                                                                Map.of("internet", 3, "tv", 1)),
                                                        Duration.ofMinutes(1))))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    queues: [] | recaller.yaml:5: queues must be a section, with keys below it
                    queuez: {a: {hours: x, overflow: {closed: {then: end}}}} | recaller.yaml:5: unknown key queuez; did you mean queues?
                    channels: {shop: {kind: webchat, origins: [x]}} | recaller.yaml:5: channels.shop.kind must be one of web, telegram, whatsapp
                    channels: {shop: {flow: telecom, origins: [x]}} | channels.shop.kind is missing; set it to one of web
                    channels: {shop: {kind: tlegram, flow: telecom}} | not 'tlegram'; write telegram
                    notices: {call: {ring-for: 3s, prefixes: ['+7'], greeting: {en: x}}} | notices.call.ring-for must be a duration of 5s or more
                    """)
    void aMistakeIsToldOnceByTheNameThatIsWrong(String section, String told) {
        assertThatThrownBy(() -> read(LEAST + section + "\n", Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(told)
                .satisfies(mistake ->
                        assertThat(("" + mistake.getMessage()).lines())
                                .filteredOn(line -> !line.contains(".flow is missing"))
                                .hasSize(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {support: {steps: [{agent: lats, for: 5s}]}} | queues.support.steps.1.agent must be last
                    {support: {steps: [{}]}} | queues.support.steps.1.for is missing
                    {support: {steps: [{for: 5s}, {for: soon}]}} | recaller.yaml:5: queues.support.steps.2.for must be a duration
                    {support: {steps: [{for: 5s, skill: {a: 1}}]}} | unknown key queues.support.steps.1.skill.a
                    {support: {steps: [{for: 5s, skills: {a: 9}}]}} | queues.support.steps.1.skills.a must be a whole number from 1 to 5
                    {support: {steps: [{for: 5s, skills: {Übung: 2}}]}} | queues.support.steps.1.skills.Übung is refused: skill must match
                    {support: {steps: [{for: 5s, agent: last, any: {a: 1}}]}} | take skills and any out
                    {support: {steps: [{for: 2d}]}} | queues.support.steps.1.for must be a day at most
                    {support: {steps: [last]}} | must be a list of sections
                    {Support: {}} | queues.Support is refused: a queue must match
                    {support: {step: 1}} | unknown key queues.support.step
                    {support: {hours: offcie}} | recaller.yaml:5: queues.support.hours names opening hours that are not there: offcie; add hours.offcie
                    {support: {greeting: Hello}} | queues.support.greeting must be a text by language, such as {en: Please wait.}
                    {support: {greeting: {english: Hi}}} | queues.support.greeting.english is refused: language must be like en
                    {support: {greeting: {en: "It is {place}"}}} | queues.support.greeting.en may hold no {place}: nothing is filled in here
                    {support: {greeting: {en: "It is {"}}} | queues.support.greeting.en is refused
                    {support: {greeting: {ru: " "}}} | queues.support.greeting.ru is empty
                    {support: {music: "a,b"}} | queues.support.music must be a class of musiconhold.conf
                    {support: {announce-every: often}} | queues.support.announce-every must be a duration
                    {support: {longest-wait: 0s}} | queues.support.longest-wait must be a duration
                    {support: {service-level: {within: 20s, target: 80}}} | queues.support.service-level.target must be a share from 0 to 1
                    {support: {service-level: 20s}} | queues.support.service-level
                    {support: {ring-for: -5s}} | queues.support.ring-for must be a duration
                    {support: {overflow: ring-group}} | queues.support.overflow must be a section
                    {support: {overflow: {late: ring-group}}} | unknown key queues.support.overflow.late
                    {support: {overflow: {closed: end}}} | queues.support.overflow.closed must be ring-group, flow, call-back, voicemail, or a section
                    {support: {overflow: {closed: voice-mail}}} | queues.support.overflow.closed must be ring-group, flow, call-back, voicemail, or a section
                    {support: {overflow: {closed: {call-back: perhaps}}}} | queues.support.overflow.closed.call-back must be true or false
                    {support: {overflow: {closed: {call-back: true, then: call-back}}}} | queues.support.overflow.closed.then offers the call-back a second time
                    {support: {overflow: {unstaffed: {call-back: true, queue: slaes}}}, sales: {}} | leads to a queue that is not there: slaes; did you mean sales?
                    {a: {overflow: {closed: {call-back: true, queue: b}}}, b: {overflow: {closed: {queue: a}}}} | queues.a.overflow leads callers round for ever: a → b → a
                    {support: {voicemail: Speak.}} | queues.support.voicemail must be a text by language
                    {support: {voicemail: {en: ''}}} | queues.support.voicemail.en is empty
                    {support: {overflow: {closed: {message: {en: Bye.}}}}} | queues.support.overflow.closed must say where the contact goes on, once
                    {support: {overflow: {closed: {then: end}}}} | queues.support.overflow.closed ends the call without a word
                    {support: {overflow: {closed: {then: flow, queue: sales}}, }, sales: {}} | queues.support.overflow.closed must say where the contact goes on, once
                    {support: {overflow: {closed: {then: bye}}}} | queues.support.overflow.closed.then must be ring-group, flow, call-back, voicemail or end, not 'bye'
                    {support: {overflow: {closed: {queue: slaes}}}, sales: {}} | queues.support.overflow.closed leads to a queue that is not there: slaes; did you mean sales?
                    {a: {overflow: {closed: {queue: b}}}, b: {overflow: {longest-wait: {queue: a}}}} | queues.a.overflow leads callers round for ever: a → b → a; let one of them go to ring-group or a message
                    {main: {overflow: {unstaffed: {queue: main}}}} | queues.main.overflow leads callers round for ever: main → main
                    """)
    void aQueueThatCannotBeIsToldWithItsPlace(String queues, String told) {
        assertThatThrownBy(() -> read(LEAST + "queues: " + queues + "\n", Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ring-group | RingGroup[]
                    voicemail | Voicemail[]
                    {message: {en: Bye.}, then: voicemail} | Voicemail[]
                    call-back | CallBack[declined=RingGroup[]]
                    {then: call-back} | CallBack[declined=RingGroup[]]
                    {call-back: true} | CallBack[declined=RingGroup[]]
                    {call-back: true, then: voicemail} | CallBack[declined=Voicemail[]]
                    {message: {en: Hm.}, call-back: true, queue: sales} | CallBack[declined=Queue[name=sales]]
                    {call-back: true, then: end} | CallBack[declined=End[]]
                    {call-back: false, then: flow} | Flow[]
                    """)
    void aQueueSaysWhereCallersGoOn(String overflow, String way) {
        var yaml = "queues: {support: {overflow: {unstaffed: %s}}, sales: {}}".formatted(overflow);

        assertThat(way(yaml, Occasion.UNSTAFFED)).isEqualTo(way);
    }

    @Test
    void whoDeclinesWhileTheQueueIsClosedIsLetGo() {
        var yaml = "queues: {support: {overflow: {closed: call-back, longest-wait: call-back}}}";

        assertThat(way(yaml, Occasion.CLOSED)).isEqualTo("CallBack[declined=End[]]");
        assertThat(way(yaml, Occasion.LONGEST_WAIT)).isEqualTo("CallBack[declined=RingGroup[]]");
    }

    private static String way(String queues, Occasion occasion) {
        var plan = read(LEAST + queues, Map.of()).routing().plans().of(new QueueName("support"));
        return plan.at(occasion).orElseThrow().way().toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{longest: 6m} | voicemail.longest must be 5m at most",
                "{longest: 2s} | voicemail.longest must be a duration",
                "{silence: 1s} | voicemail.silence must be a duration",
                "{silence: 1m} | voicemail.silence must be 30s at most",
                "{shortest: 10s} | voicemail.shortest must be 5s at most",
                "{messages-a-day: 0} | voicemail.messages-a-day",
                "{wait: 30m} | voicemail.wait must be a duration",
                "{wait: 367d} | voicemail.wait must be 366d at most",
                "{keep: 2y} | voicemail.keep must be a duration",
                "{keep: 1000d} | voicemail.keep must be 366d at most",
                "{longset: 1m} | unknown key voicemail.longset"
            })
    void messagesThatCannotBeAreToldWithTheirKey(String given, String told) {
        assertThatThrownBy(() -> read(LEAST + "voicemail: " + given + "\n", Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(told);
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

    @Test
    void filesCanBeSwitchedOff() {
        var rules = read(LEAST + "attachments: {types: none}\n", Map.of()).attachments();

        assertThat(rules.types()).isEmpty();
    }

    @Test
    void aTextThatCannotBeSaidIsOneMistakeAndNotThree() {
        var yaml =
                LEAST
                        + "queues: {a: {overflow: {closed: {message: {en: 'At {when}.'}, then:"
                        + " end}}}}";

        assertThatThrownBy(() -> read(yaml, Map.of())).message().hasLineCount(1);
    }

    private static Settings read(String yaml, Map<String, String> environment) {
        var file = new SettingsFile("recaller.yaml", FOLDER, yaml, environment);
        return SettingsReader.read(file, FOLDER);
    }
}

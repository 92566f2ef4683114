package io.recaller.settings;

import static io.recaller.settings.SomeSettings.EVERY_KEY;
import static io.recaller.settings.SomeSettings.FOLDER;
import static io.recaller.settings.SomeSettings.LEAST;
import static io.recaller.settings.SomeSettings.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.agent.Login;
import io.recaller.api.ApiKey;
import io.recaller.api.Scope;
import io.recaller.asterisk.ami.wire.AmiTrust;
import io.recaller.callback.CallbackRules;
import io.recaller.channel.AnswerTimes;
import io.recaller.channel.GatewayPlan;
import io.recaller.contact.Channel;
import io.recaller.contact.retention.RetentionRules;
import io.recaller.continuation.CompanionRules;
import io.recaller.continuation.LinkPlace;
import io.recaller.continuation.PageDocument;
import io.recaller.conversation.lookup.HttpLookUps;
import io.recaller.conversation.moving.StoredCallCodes;
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
import io.recaller.routing.plan.Overflow;
import io.recaller.routing.plan.OverflowCause;
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
import io.recaller.settings.file.SettingsFile;
import io.recaller.settings.queue.HoursPlan;
import io.recaller.skill.SkillTemplate;
import io.recaller.speech.Language;
import io.recaller.speech.Text;
import io.recaller.tls.Authorities;
import io.recaller.transfer.OutsideNumbers;
import io.recaller.voicemail.VoicemailRules;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
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

class SettingsTest {
    private static final String HASH =
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

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
                                            OverflowCause.LONGEST_WAIT, SomePlans.to("sales"),
                                            OverflowCause.CLOSED,
                                                    SomePlans.saying(
                                                            "We're closed.",
                                                            new Overflow.Way.End()),
                                            OverflowCause.UNSTAFFED,
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
                                new RetentionRules(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()),
                                OutsideNumbers.none(),
                                List.of(),
                                AttachmentRules.usual(),
                                new Settings.GoingOn(Optional.empty(), Optional.empty(), List.of()),
                                TellingRules.usual(ZoneId.of("Asia/Almaty")),
                                Settings.NoticeCalling.never(),
                                RecommendationRules.usual(),
                                Optional.empty()));
    }

    @Test
    void everyKeyCanBeSetToSomethingElse() {
        var settings = read(EVERY_KEY, Map.of());

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
                                                                9),
                                                        Map.of(
                                                                Channel.CHAT,
                                                                30,
                                                                Channel.MESSENGER,
                                                                20,
                                                                Channel.SMS,
                                                                25,
                                                                Channel.EMAIL,
                                                                10,
                                                                Channel.WEB,
                                                                5)),
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
                                                new GatewayPlan("vb", Channel.MESSENGER, true)
                                                        .paidAfter(Duration.ofHours(24)),
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
                                                                Optional.of(50),
                                                                Authorities.ofJava(),
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
    void thePageOnConfigurationListsTheKeysThatAreReadAndNoOther() throws IOException {
        var file = new SettingsFile("recaller.yaml", FOLDER, EVERY_KEY, Map.of());
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
}

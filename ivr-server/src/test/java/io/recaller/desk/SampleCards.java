package io.recaller.desk;

import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.Direction;
import io.recaller.contact.Nature;
import io.recaller.contact.Topic;
import io.recaller.contact.fact.ActiveFact;
import io.recaller.contact.fact.OpenRequest;
import io.recaller.customer.TrustTier;
import io.recaller.desk.card.Card;
import io.recaller.desk.card.DeskOptions;
import io.recaller.desk.card.Labelled;
import io.recaller.desk.card.Words;
import io.recaller.message.file.Attachment;
import io.recaller.recommendation.OutcomeState;
import io.recaller.recommendation.Recommendation;
import io.recaller.recommendation.RecommendationId;
import io.recaller.recommendation.Recommended;
import io.recaller.recommendation.ScoreTerm;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.speech.Language;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The people of the tests, as of an instant. */
final class SampleCards {
    static final SortedMap<Topic, Words> TOPICS =
            new TreeMap<>(
                    Map.of(
                            new Topic("internet.outage"),
                            words("Internet outage", "Нет интернета", "Интернет жоқ"),
                            new Topic("internet.speed"),
                            words("Slow internet", "Медленный интернет", "Баяу интернет"),
                            new Topic("billing.tv"),
                            words("Cable TV payment", "Оплата кабельного ТВ", "Кабельді ТВ төлемі"),
                            new Topic("billing.payment"),
                            words("Bill and payment", "Счёт и оплата", "Шот және төлем"),
                            new Topic("mobile.roaming"),
                            words("Roaming", "Роуминг", "Роуминг"),
                            new Topic("mobile.tariff"),
                            words("Mobile plan", "Тариф мобильной связи", "Мобильді тариф"),
                            new Topic("contract.change"),
                            words("Contract change", "Изменение договора", "Шартты өзгерту")));

    /** What the operator of the sample decided. */
    static final DeskOptions OPTIONS =
            new DeskOptions(
                            Map.of("account", words("Account", "Лицевой счёт", "Жеке шот")),
                            List.of(
                                    new Labelled("lunch", words("Lunch", "Обед", "Түскі ас")),
                                    new Labelled("training", words("Training", "Обучение", "Оқу"))),
                            List.of(),
                            List.of())
                    .saying(
                            List.of(
                                    new Labelled(
                                            "greeting",
                                            words(
                                                    "Good day, {name}! I see account {account}.",
                                                    "Здравствуйте, {name}! Вижу счёт {account}.",
                                                    "Қайырлы күн, {name}! {account} шотын көріп тұрмын.")),
                                    new Labelled(
                                            "later",
                                            words(
                                                    "We come back to you today.",
                                                    "Мы ответим вам сегодня.",
                                                    "Бүгін жауап береміз."))));

    private SampleCards() {}

    /** Aigerim chatted about an outage two hours ago and proved who she is. */
    static Card aigerim(AssignmentId offer, ContactId contact, Instant now) {
        return new Card(
                offer,
                contact,
                Channel.PHONE,
                now.minusSeconds(95),
                Optional.of(now.minusSeconds(38)),
                new Card.Caller(
                        Optional.of("Aigerim Sadykova"),
                        "+7701•••••67",
                        Optional.of("Fibre 200"),
                        Optional.of("+77011234567")),
                new Card.Trust(TrustTier.VERIFIED, Card.Proof.PIN),
                new Card.Why(
                        Optional.of(new Topic("internet.outage")),
                        List.of(
                                words("Internet", "Интернет", "Интернет"),
                                words("No connection", "Нет связи", "Байланыс жоқ"),
                                words("A person", "Оператор", "Оператор"))),
                List.of(
                        new Card.Field(
                                "account",
                                words("Account", "Лицевой счёт", "Жеке шот"),
                                Optional.of("70114821"),
                                "chat",
                                now.minus(Duration.ofHours(2)),
                                true,
                                Card.Origin.CONFIRMED),
                        new Card.Field(
                                "lights",
                                words("Router lights", "Лампочки роутера", "Роутер шамдары"),
                                Optional.of("3"),
                                "phone",
                                now.minusSeconds(60),
                                true,
                                Card.Origin.COLLECTED),
                        new Card.Field(
                                "address",
                                words("Address", "Адрес", "Мекенжай"),
                                Optional.of("Abay avenue 12, flat 45, Almaty"),
                                "shop",
                                now.minus(Duration.ofDays(190)),
                                true,
                                Card.Origin.KNOWN)),
                timeline(now, Optional.of("Asked for a technician after 16; dog in the yard.")),
                List.of(
                        new OpenRequest(
                                "crm/r-1",
                                "Repair",
                                new Topic("internet.outage"),
                                "technician today 16–18",
                                now.minus(Duration.ofMinutes(110)),
                                TrustTier.VERIFIED,
                                Map.of())),
                List.of(
                        new ActiveFact(
                                "network/node-12",
                                "Outage",
                                new Topic("internet.outage"),
                                now.minus(Duration.ofHours(2)),
                                Optional.of(now.plus(Duration.ofHours(3))),
                                TrustTier.UNKNOWN,
                                Map.of(
                                        "en",
                                        "The cable in Abay avenue is being mended.",
                                        "ru",
                                        "Кабель на проспекте Абая чинят."))),
                new Card.Help(
                        7,
                        List.of(
                                words(
                                        "There is an outage in your area. It should be over by"
                                                + " 18:00.",
                                        "В вашем районе авария. Её обещают устранить к 18:00.",
                                        "Сіздің ауданда апат. Ол 18:00-ге дейін жойылуы тиіс.")),
                        List.of(
                                new Card.Link(
                                        words(
                                                "Customer in the CRM",
                                                "Клиент в CRM",
                                                "CRM-дегі клиент"),
                                        "https://crm.example/customers/70114821")),
                        false));
    }

    /** Somebody who writes after a call, of whom nothing is known but what the menu was told. */
    static Card visitor(AssignmentId offer, ContactId contact, Channel channel, Instant now) {
        var full = aigerim(offer, contact, now);
        return new Card(
                offer,
                contact,
                channel,
                full.startedAt(),
                full.waitingSince(),
                new Card.Caller(
                        Optional.empty(),
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("Жанна Әбенова")),
                new Card.Trust(TrustTier.CLAIMED, Card.Proof.CALLER_ID),
                full.why(),
                List.of(),
                timeline(now, Optional.empty()),
                List.of(),
                full.facts(),
                new Card.Help(
                        5,
                        full.help().told(),
                        List.of(),
                        true,
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Channel.PHONE)));
    }

    /** Somebody at Aigerim's number who has proved nothing. */
    static Card claimed(AssignmentId offer, ContactId contact, Instant now) {
        var full = aigerim(offer, contact, now);
        return new Card(
                offer,
                contact,
                Channel.PHONE,
                full.startedAt(),
                full.waitingSince(),
                new Card.Caller(
                        Optional.empty(),
                        "+7701•••••67",
                        Optional.empty(),
                        Optional.of("+77011234567")),
                new Card.Trust(TrustTier.CLAIMED, Card.Proof.CALLER_ID),
                new Card.Why(
                        Optional.of(new Topic("billing.tv")),
                        List.of(words("Cable TV", "Кабельное ТВ", "Кабельді ТВ"))),
                List.of(
                        new Card.Field(
                                "account",
                                words("Account", "Лицевой счёт", "Жеке шот"),
                                Optional.empty(),
                                "chat",
                                now.minus(Duration.ofHours(2)),
                                true,
                                Card.Origin.KNOWN)),
                timeline(now, Optional.empty()),
                List.of(),
                full.facts(),
                new Card.Help(5, List.of(), List.of(), true));
    }

    /** What a card says from when the agent talks with them, who gave these files before. */
    static Card recommending(Card card, OutcomeState state, List<Attachment> given) {
        return new Card(
                card.assignment(),
                card.contact(),
                card.channel(),
                card.startedAt(),
                card.waitingSince(),
                card.caller(),
                card.trust(),
                card.why(),
                card.fields(),
                card.timeline().stream().map(entry -> gave(entry, given)).toList(),
                card.requests(),
                card.facts(),
                card.help(),
                card.notices(),
                Optional.of(fibre(state)));
    }

    private static Card.Entry gave(Card.Entry entry, List<Attachment> given) {
        return new Card.Entry(
                entry.at(),
                entry.channel(),
                entry.direction(),
                entry.nature(),
                entry.topic(),
                entry.servedBy(),
                entry.disposition(),
                entry.note(),
                entry.hasText(),
                entry.text(),
                entry.files(),
                entry.files() > 0 ? given : List.of());
    }

    static Recommended fibre(OutcomeState state) {
        var one =
                new Recommendation(
                        new RecommendationId("fibre-300"),
                        "fibre",
                        new Topic("internet.speed"),
                        TrustTier.ATTESTED,
                        Map.of(
                                "en", "300 Mbit/s for 500 more a month",
                                "ru", "300 Мбит/с, на 500 в месяц дороже",
                                "kk", "300 Мбит/с, айына 500-ге қымбат"),
                        Map.of(),
                        Map.of(
                                "en", "Asked about speed twice",
                                "ru", "Дважды спрашивал о скорости",
                                "kk", "Жылдамдық туралы екі рет сұрады"),
                        Set.of("Fibre 200"),
                        false,
                        1,
                        Instant.parse("2026-01-01T12:00:00Z"),
                        Instant.parse("2026-12-21T12:00:00Z"));
        return new Recommended(
                one,
                state,
                List.of(
                        new ScoreTerm(ScoreTerm.Kind.EVERYTHING, "", -1.8, 140, 1000),
                        new ScoreTerm(ScoreTerm.Kind.ITSELF, "", 0.3, 90, 450),
                        new ScoreTerm(ScoreTerm.Kind.SEGMENT, "Fibre 200", 0.3, 33, 120),
                        new ScoreTerm(ScoreTerm.Kind.UNTRIED, "", 0.06, 90, 450)));
    }

    private static List<Card.Entry> timeline(Instant now, Optional<String> text) {
        var outage = Optional.of(new Topic("internet.outage"));
        return List.of(
                activity(now.minus(Duration.ofMinutes(48)), Channel.WEB, outage),
                served(
                        now.minus(Duration.ofHours(2)),
                        Channel.CHAT,
                        outage,
                        "Timur A.",
                        "follow-up",
                        text),
                message(now.minus(Duration.ofHours(3)), outage),
                served(
                        now.minus(Duration.ofDays(9)),
                        Channel.EMAIL,
                        Optional.of(new Topic("mobile.roaming")),
                        "Dana S.",
                        "resolved",
                        Optional.empty()),
                selfServed(now.minus(Duration.ofDays(12)), Optional.of(new Topic("billing.tv"))),
                selfServed(now.minus(Duration.ofDays(43)), Optional.of(new Topic("billing.tv"))),
                activity(now.minus(Duration.ofDays(190)), Channel.SHOP, Optional.empty()));
    }

    private static Card.Entry served(
            Instant at,
            Channel channel,
            Optional<Topic> topic,
            String agent,
            String disposition,
            Optional<String> text) {
        return new Card.Entry(
                at,
                channel,
                Direction.INBOUND,
                Nature.INTERACTION,
                topic,
                Optional.of(agent),
                Optional.of(disposition),
                Optional.empty(),
                agent.equals("Timur A."),
                text,
                0,
                List.of());
    }

    private static Card.Entry selfServed(Instant at, Optional<Topic> topic) {
        return new Card.Entry(
                at,
                Channel.PHONE,
                Direction.INBOUND,
                Nature.INTERACTION,
                topic,
                Optional.empty(),
                Optional.empty(),
                Optional.of("self-served"),
                false,
                Optional.empty(),
                2,
                List.of());
    }

    private static Card.Entry message(Instant at, Optional<Topic> topic) {
        return new Card.Entry(
                at,
                Channel.SMS,
                Direction.OUTBOUND,
                Nature.ACTIVITY,
                topic,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                0,
                List.of());
    }

    private static Card.Entry activity(Instant at, Channel channel, Optional<Topic> topic) {
        return new Card.Entry(
                at,
                channel,
                Direction.INBOUND,
                Nature.ACTIVITY,
                topic,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                0,
                List.of());
    }

    private static Words words(String en, String ru, String kk) {
        return new Words(
                Map.of(
                        new Language("en"), en,
                        new Language("ru"), ru,
                        new Language("kk"), kk));
    }
}

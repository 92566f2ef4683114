package io.recaller.cli.customer;

import io.recaller.Stores;
import io.recaller.channel.GatewayPlan;
import io.recaller.cli.option.Named;
import io.recaller.cli.option.SettingsOption;
import io.recaller.cli.option.UsageException;
import io.recaller.cli.terminal.Shell;
import io.recaller.contact.Topic;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.CustomerId;
import io.recaller.customer.TrustTier;
import io.recaller.notice.Audience;
import io.recaller.notice.NewNotice;
import io.recaller.notice.Notices;
import io.recaller.notice.Notices.Outcome;
import io.recaller.settings.Settings;
import io.recaller.speech.Language;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Posts a notice. */
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description =
                "Tells customers something: who agreed is told by the channel they prefer while"
                        + " a server runs, the others hear it when they next contact you.",
        footer = {
            "%nExamples:",
            "  recaller notice add --topic outage.internet --area 17 --tier claimed \\",
            "    --until 2026-11-27T12:00 --text en='No internet until noon.'",
            "  recaller notice add --topic order.card --to +77011234567 \\",
            "    --until 2026-12-01T18:00 --text ru='Ваша карта готова.'"
        })
public final class NoticeAdd implements Callable<Integer> {
    private static final String LANGUAGE = "[a-z]{2,3}";
    private static final int LONGEST_TEXT = 1000;

    @Option(names = "--topic", required = true, description = "such as outage.internet")
    private String topic = "";

    @Option(
            names = "--text",
            required = true,
            paramLabel = "LANGUAGE=TEXT",
            description = "what is told, once for each language")
    private Map<String, String> texts = Map.of();

    @Option(
            names = "--until",
            required = true,
            paramLabel = "TIME",
            description = "nobody is told later; such as 2026-11-27T12:00, by time-zone")
    private String until = "";

    @Option(names = "--to", paramLabel = "NUMBER", description = "a customer; repeat for more")
    private List<String> numbers = List.of();

    @Option(names = "--segment", description = "everybody in it")
    private Optional<String> segment = Optional.empty();

    @Option(names = "--area", description = "everybody in it, as facts.area-field says")
    private Optional<String> area = Optional.empty();

    @Option(
            names = "--tier",
            description = "how sure you must be who is there: claimed, attested, verified")
    private String tier = "attested";

    @Option(
            names = "--template",
            paramLabel = "ID",
            description = "a channel's template that tells it where its words may not go out")
    private Optional<String> template = Optional.empty();

    @Option(names = "--key", description = "your own name of it: given again, it is one notice")
    private Optional<String> key = Optional.empty();

    @Mixin private SettingsOption settings = new SettingsOption();

    private final Shell shell;

    public NoticeAdd(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        var read = settings.read(shell.environment());
        var end = instant(read.zone());
        checkTexts();
        checkTemplate(read);
        try (var stores = Stores.open(read)) {
            var notice =
                    new NewNotice(
                            key.orElseGet(() -> stores.ids().get().toString()),
                            topic(),
                            tier(),
                            texts,
                            audience(stores),
                            end,
                            template);
            switch (stores.notices(shell.clock())
                    .post(AuditTrail.Actor.atTheCommandLine(), notice)) {
                case Outcome.Posted(var posted, var isNew) ->
                        shell.out()
                                .println((isNew ? "posted " : "was posted before: ") + posted.id());
                case Outcome.KeyTaken() ->
                        throw new UsageException("--key is that of another notice");
                case Outcome.NoAreas() ->
                        throw new UsageException(
                                "--area: no field says where a customer is; set"
                                        + " facts.area-field");
                case Outcome.NoSuchArea(var words) ->
                        throw new UsageException("--area must be " + words);
                case Outcome.Wrong(var flaw, var unknown) ->
                        throw new UsageException(wrong(flaw, unknown));
            }
        }
        return 0;
    }

    private String wrong(Optional<Notices.Flaw> flaw, List<CustomerId> unknown) {
        return Stream.concat(
                        flaw.map(this::words).stream(),
                        unknown.stream().map(each -> "there is no customer " + each))
                .collect(Collectors.joining("; "));
    }

    private String words(Notices.Flaw flaw) {
        return switch (flaw) {
            case OVER -> "--until " + until + " is over already";
            case TOO_LATE ->
                    "--until "
                            + until
                            + ": write a time within "
                            + Notices.LONGEST.toDays()
                            + " days";
        };
    }

    private Topic topic() {
        try {
            return new Topic(topic);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--topic: " + e.getMessage());
        }
    }

    private TrustTier tier() {
        return Stream.of(TrustTier.CLAIMED, TrustTier.ATTESTED, TrustTier.VERIFIED)
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(tier))
                .findFirst()
                .orElseThrow(() ->
                        new UsageException(
                                "--tier " + tier + ": write claimed, attested or verified"));
    }

    private void checkTemplate(Settings read) {
        var there =
                GatewayPlan.templates(
                        read.channels().stream().map(Settings.Writing::gateway).toList());
        template.filter(id -> !there.contains(id))
                .ifPresent(id -> {
                    throw new UsageException(
                            "--template "
                                    + id
                                    + ": no channel of the settings has it"
                                    + (there.isEmpty()
                                            ? ""
                                            : "; write one of " + String.join(", ", there)));
                });
    }

    private void checkTexts() {
        texts.forEach((language, text) -> {
            if (!language.matches(LANGUAGE)
                    || Language.kept(language).isEmpty()
                    || text.isBlank()
                    || text.length() > LONGEST_TEXT) {
                throw new UsageException(
                        "--text "
                                + language
                                + ": write a language and 1 to 1000 characters, such as"
                                + " --text en='Your card is ready.'");
            }
        });
    }

    private Instant instant(ZoneId zone) {
        try {
            return LocalDateTime.parse(until).atZone(zone).toInstant();
        } catch (DateTimeException _) {
            try {
                return OffsetDateTime.parse(until).toInstant();
            } catch (DateTimeException _) {
                throw new UsageException(
                        "--until " + until + ": write a time such as 2026-11-27T12:00");
            }
        }
    }

    private Audience audience(Stores stores) {
        var ways =
                Stream.of(!numbers.isEmpty(), segment.isPresent(), area.isPresent())
                        .filter(each -> each)
                        .count();
        if (ways != 1) {
            throw new UsageException("whom? Name either --to, --segment or --area");
        }
        return segment.map(String::strip)
                .<Audience>map(Audience.Segment::new)
                .or(() -> area.map(Audience.Area::new))
                .orElseGet(() -> named(stores));
    }

    private Audience named(Stores stores) {
        if (numbers.size() > Notices.MOST_NAMED) {
            throw new UsageException("--to: name " + Notices.MOST_NAMED + " at most");
        }
        return new Audience.Named(
                numbers.stream()
                        .map(number -> Named.read(stores, number))
                        .map(named ->
                                stores.database().inTransaction(tx -> named.customer(tx, stores)))
                        .distinct()
                        .toList());
    }
}

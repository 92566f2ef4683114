package io.recaller.notice;

import io.recaller.contact.ContactStore;
import io.recaller.customer.ConsentChannel;
import io.recaller.customer.Consents;
import io.recaller.customer.CustomerId;
import io.recaller.customer.CustomerStore;
import io.recaller.customer.Profile;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.KnownFields;
import io.recaller.db.Tx;
import io.recaller.notice.NoticeCaller.Placed;
import io.recaller.notice.RecipientRows.Due;
import io.recaller.notice.TellingByCall.Decision;
import io.recaller.notice.TellingByCall.Tried;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Tells one customer one notice, or decides that they are not told: not without consent, not at
 * night, not too often, never above what reaches them alone. All of it is one transaction, so it is
 * told once however many servers do this and wherever one is killed. Any thread.
 */
final class Telling {
    /** Who talks with us there just now is told after that. */
    private static final Duration BUSY_FOR = Duration.ofMinutes(15);

    private final RecipientRows recipients;
    private final CustomerStore customers;
    private final CustomerZone zone;
    private final TellingRules rules;
    private final NoticeWays ways;
    private final TellingByCall calls;
    private final TellingInWriting writing;
    private final Consents consents = new Consents();
    private final TellableFields fields;

    Telling(
            RecipientRows recipients,
            CustomerStore customers,
            KnownFields fields,
            ContactStore contacts,
            List<NoticeGateway> gateways,
            TellingRules rules,
            NoticePace pace,
            TellingByCall calls) {
        this.calls = calls;
        this.writing = new TellingInWriting(recipients, pace);
        this.recipients = recipients;
        this.fields = new TellableFields(fields);
        this.customers = customers;
        this.zone = new CustomerZone(fields, rules);
        this.rules = rules;
        this.ways = new NoticeWays(gateways, calls.rules(), customers, contacts);
    }

    /**
     * Deals with one that is held.
     *
     * @param placed takes a call that is to be made once this is committed
     * @return what came of it, for the count; empty: it waits
     */
    Optional<String> tell(Tx tx, Due due, Notice notice, Consumer<Placed> placed, Instant now) {
        if (!notice.runs(now)) {
            var isCancelled = notice.cancelledAt().isPresent();
            return end(
                    tx, due, isCancelled ? RecipientState.CANCELLED : RecipientState.EXPIRED, "");
        }
        // Two notices at once for one customer are told one after the other.
        var customer = customers.hold(tx, due.customer()).orElse(due.customer());
        if (recipients.knows(tx, notice.id(), customer)) {
            return end(tx, due, RecipientState.UNREACHABLE, "known");
        }
        if (notice.tier() == TrustTier.VERIFIED) {
            return end(tx, due, RecipientState.UNREACHABLE, "tier");
        }
        var agreed = consents.agreed(tx, customer, consents.preferred(tx, customer));
        if (agreed.isEmpty()) {
            return end(tx, due, RecipientState.UNREACHABLE, "no-consent");
        }
        var wait = waits(tx, due, customer, notice, now);
        if (wait.isPresent()) {
            return later(tx, due, notice, wait.get());
        }
        return switch (calls.tried(tx, due)) {
            case Tried.GoesOn() -> later(tx, due, notice, TellingByCall.stillOpen(now));
            case Tried.Not() -> tell(tx, due, notice, customer, agreed, "no-way", placed, now);
            case Tried.InVain(var last) ->
                    tell(
                            tx,
                            due,
                            notice,
                            customer,
                            agreed.stream().filter(each -> each != ConsentChannel.CALL).toList(),
                            last.slug(),
                            placed,
                            now);
        };
    }

    private Optional<Instant> waits(
            Tx tx, Due due, CustomerId customer, Notice notice, Instant now) {
        return zone.quietUntil(tx, customer, now)
                .or(() ->
                        counted(notice)
                                .tooMuchUntil(disturbed(tx, due, customer, notice, now), now));
    }

    /** When they were told others, or rung for them, the newest first. */
    private List<Instant> disturbed(
            Tx tx, Due due, CustomerId customer, Notice notice, Instant now) {
        var since = now.minus(TellingRules.WEEK);
        return Stream.concat(
                        recipients.toldSince(tx, customer, since, notice.isAboutRequest()).stream(),
                        calls.rungForOthers(tx, due, since).stream())
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /** What they asked for is counted for itself: a request has more to tell than a business. */
    private TellingRules counted(Notice notice) {
        return notice.isAboutRequest() ? rules.ofRequests() : rules;
    }

    private Optional<String> tell(
            Tx tx,
            Due due,
            Notice notice,
            CustomerId customer,
            List<ConsentChannel> agreed,
            String otherwise,
            Consumer<Placed> placed,
            Instant now) {
        var language = customers.profile(tx, customer).flatMap(Profile::language);
        return switch (ways.find(
                tx,
                customer,
                agreed,
                language,
                notice.template(),
                () -> fields.of(tx, customer, now),
                now)) {
            case Way.None(var lacksField) ->
                    end(
                            tx,
                            due,
                            RecipientState.UNREACHABLE,
                            lacksField ? "template-field" : otherwise);
            case Way.Call(var number) -> {
                var languages = language.stream().toList();
                yield switch (calls.decide(tx, due, notice, number, languages, now)) {
                    case Decision.Wait(var until) -> later(tx, due, notice, until);
                    case Decision.Made(var call, var then) -> {
                        placed.accept(call);
                        yield later(tx, due, notice, then);
                    }
                };
            }
            case Way.Busy() -> later(tx, due, notice, now.plus(BUSY_FOR));
            case Way.Through way ->
                    writing.tell(tx, due, notice, way, language, now)
                            .map(then -> later(tx, due, notice, then))
                            .orElseGet(() -> Optional.of("told"));
        };
    }

    /** No later than its end, when it is looked at for the last time. */
    private Optional<String> later(Tx tx, Due due, Notice notice, Instant then) {
        recipients.later(tx, due, then.isBefore(notice.until()) ? then : notice.until());
        return Optional.empty();
    }

    private Optional<String> end(Tx tx, Due due, RecipientState state, String reason) {
        recipients.end(tx, due, state, reason);
        return Optional.of(state.slug());
    }
}

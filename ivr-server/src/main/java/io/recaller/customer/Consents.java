package io.recaller.customer;

import static io.recaller.db.generated.Tables.CONSENT;
import static io.recaller.db.generated.Tables.CUSTOMER;

import io.recaller.db.Tx;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who agreed to be told something unasked, and by what: append-only, the newest word counts,
 * whoever of several customers that turned out to be one gave it. Where nothing was said nobody
 * agreed. Thread-safe; the caller owns the Tx.
 */
public final class Consents {
    /**
     * What was said last of one channel.
     *
     * @param source by what it is known, up to 200 characters
     */
    public record Consent(boolean agreed, Instant at, String source) {}

    /** Keeps what was said; nothing is written where it is so already, and known by the same. */
    public void say(
            Tx tx,
            CustomerId customer,
            ConsentChannel channel,
            boolean agreed,
            String source,
            Instant now) {
        var before = Optional.ofNullable(newest(tx, customer).get(channel));
        if (before.filter(each -> each.agreed() == agreed && each.source().equals(source))
                .isEmpty()) {
            tx.dsl()
                    .insertInto(CONSENT)
                    .set(CONSENT.CUSTOMER_ID, customer.value())
                    .set(CONSENT.CHANNEL, channel.slug())
                    .set(CONSENT.AGREED, agreed)
                    .set(CONSENT.SOURCE, source)
                    .set(CONSENT.AT, now)
                    .execute();
        }
    }

    /** Nobody who uses that handle wants to be told anything by that channel any more. */
    public void withdraw(Tx tx, Handle handle, ConsentChannel channel, String source, Instant now) {
        CustomerStore.customers(tx, Merges.usersOf(handle))
                .forEach(customer -> say(tx, customer, channel, false, source, now));
    }

    /** The newest word by channel; one that nothing was said of is missing. */
    public Map<ConsentChannel, Consent> newest(Tx tx, CustomerId customer) {
        var words = new EnumMap<ConsentChannel, Consent>(ConsentChannel.class);
        tx.dsl()
                .select(CONSENT.CHANNEL, CONSENT.AGREED, CONSENT.AT, CONSENT.SOURCE)
                .distinctOn(CONSENT.CHANNEL)
                .from(CONSENT)
                .where(CONSENT.CUSTOMER_ID.in(Merges.familyOf(customer)))
                .orderBy(CONSENT.CHANNEL, CONSENT.AT.desc(), CONSENT.ID.desc())
                .forEach(row ->
                        ConsentChannel.of(row.value1())
                                .ifPresent(channel ->
                                        words.put(
                                                channel,
                                                new Consent(
                                                        row.value2(),
                                                        row.value3(),
                                                        row.value4()))));
        return words;
    }

    /**
     * The channels they agreed to and did not withdraw, in the order to try them: the preferred one
     * first, then the one agreed to last.
     */
    public List<ConsentChannel> agreed(
            Tx tx, CustomerId customer, Optional<ConsentChannel> preferred) {
        Comparator<Map.Entry<ConsentChannel, Consent>> wanted =
                Comparator.comparing(each -> !preferred.equals(Optional.of(each.getKey())));
        return newest(tx, customer).entrySet().stream()
                .filter(each -> each.getValue().agreed())
                .sorted(
                        wanted.thenComparing(
                                each -> each.getValue().at(), Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** By which channel they want to be told something, if by any of those they agreed to. */
    public Optional<ConsentChannel> preferred(Tx tx, CustomerId customer) {
        return tx.dsl()
                .select(CUSTOMER.PREFERRED_CHANNEL)
                .from(CUSTOMER)
                .where(CUSTOMER.ID.in(Merges.survivorOf(customer)))
                .fetchOptional(CUSTOMER.PREFERRED_CHANNEL)
                .flatMap(ConsentChannel::of);
    }

    /** They want to be told something by that channel; it is no consent. */
    public void prefer(Tx tx, CustomerId customer, Change<ConsentChannel> channel) {
        tx.dsl()
                .update(CUSTOMER)
                .set(
                        CUSTOMER.PREFERRED_CHANNEL,
                        channel.map(ConsentChannel::slug).in(CUSTOMER.PREFERRED_CHANNEL))
                .where(CUSTOMER.ID.in(Merges.survivorOf(customer)))
                .execute();
    }
}

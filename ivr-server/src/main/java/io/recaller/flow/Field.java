package io.recaller.flow;

import io.recaller.customer.TrustTier;
import io.recaller.customer.field.KnownField;
import io.recaller.speech.Text;
import java.util.Optional;
import java.util.Set;

/**
 * One question of a form.
 *
 * @param name under which the value is kept in the dialogue's data
 * @param invalid said when the keys are not such a value
 * @param secret whether the value is for look-ups and conditions of this call only: it is neither
 *     said nor written down
 * @param save the known field the value is kept as, for the next contact
 */
public record Field(
        String name,
        Entry entry,
        Text say,
        Text invalid,
        Optional<Prefill> prefill,
        Optional<String> save,
        boolean secret) {
    /** The name of the last four digits of a value that is read back. */
    public static final String LAST4 = "last4";

    /**
     * Not asking what is known.
     *
     * @param key of the known field
     * @param tier the lowest trust at which the known value may be used
     * @param confirm how the value is read back; empty when it is used silently
     */
    public record Prefill(String key, TrustTier tier, Optional<Text> confirm) {}

    /** The known value, when the trust is enough and it is such a value. */
    public Optional<KnownField> known(Context context) {
        return prefill.flatMap(one -> context.known(one.key(), one.tier()))
                .filter(known -> entry.value(known.value()).isPresent());
    }

    /** Whether what is known may be used without asking whether it is right. */
    public boolean isReliable(Context context) {
        return prefill.flatMap(one -> context.reliable(one.key(), one.tier())).isPresent();
    }

    /** The names that its reading back may fill in: who hears a number hears the end of it. */
    Set<String> readBack() {
        return entry.isTyped() ? Set.of(name) : Set.of(LAST4, name);
    }

    /** Whether this field may be filled without the caller hearing of it. */
    public boolean isSilent() {
        return prefill.isPresent() && prefill.get().confirm().isEmpty();
    }
}

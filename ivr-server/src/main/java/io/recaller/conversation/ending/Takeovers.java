package io.recaller.conversation.ending;

import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.conversation.dialogue.DialogueRows;
import io.recaller.customer.CustomerStore;
import io.recaller.customer.Handle;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes down that another is where a caller was, in the queue or in a talk: the contact is theirs
 * from then on, as far as their number tells, and neither the agent's card nor who serves them next
 * says what the one before was known by, proved or keyed. What it is about stays.
 */
public final class Takeovers {
    private final ContactStore contacts;
    private final CustomerStore customers;
    private final Function<String, Optional<Handle>> numbers;
    private final DialogueRows dialogues = new DialogueRows();

    /**
     * @param numbers reads a number as that of a call
     */
    public Takeovers(
            ContactStore contacts,
            CustomerStore customers,
            Function<String, Optional<Handle>> numbers) {
        this.contacts = contacts;
        this.customers = customers;
        this.numbers = numbers;
    }

    /** Told again, nothing is changed. */
    void write(Tx tx, ContactId contact, String number, Instant now) {
        var newcomer = number.isEmpty() ? Optional.<Handle>empty() : numbers.apply(number);
        if (newcomer.isPresent() && contacts.cameBy(tx, contact, newcomer.get())) {
            contacts.doubt(tx, contact);
            return;
        }
        var who = newcomer.flatMap(handle -> customers.createWhenNew(tx, handle, now).single());
        // In the order of a turn: customer, dialogue, contact.
        dialogues.forget(tx, contact);
        contacts.passTo(tx, contact, newcomer, who);
    }
}

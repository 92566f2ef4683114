package io.recaller.message;

import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.customer.Handle;
import io.recaller.customer.TrustTier;
import java.util.Optional;

/**
 * One peer behind one gateway.
 *
 * @param gateway the name of ours
 * @param peer the gateway's own id of the other side
 * @param handle what they are recognised by
 * @param trust how surely that is theirs
 * @param name what they call themselves
 * @param language a BCP 47 tag: what they ask to be answered in
 * @param contact the one that goes on; it may be over
 * @param withPerson whether that was given to people
 */
public record MessageThread(
        ThreadId id,
        String gateway,
        String peer,
        Channel channel,
        Optional<Handle> handle,
        TrustTier trust,
        Optional<String> name,
        Optional<String> language,
        Optional<ContactId> contact,
        boolean withPerson) {}

package io.recaller.notice;

import io.recaller.contact.ContactId;
import io.recaller.customer.CustomerId;
import io.recaller.customer.TrustTier;
import java.util.Optional;

/** What a customer was to be told and has not read, for whoever talks with them. Any thread. */
public interface UnreadNotices {
    /**
     * One to be told.
     *
     * @param text in the language that was asked for
     */
    record Unread(NoticeId notice, CustomerId customer, String text) {}

    /** Whether anybody may have anything unread now: looked at for every call, it takes no time. */
    boolean mayBe();

    /**
     * The one to say now; empty: there is none, or one was said in this contact. Nothing is written
     * of it. It may block.
     *
     * @param trust of the contact: what takes more is not said
     * @param language an ISO 639 code; what has no text in it is not said
     */
    Optional<Unread> find(CustomerId customer, TrustTier trust, ContactId contact, String language);

    /** It begins to be said: what is cut short too often is said no more. It may block. */
    void begun(Unread unread, ContactId contact);

    /**
     * It was said whole. It may block.
     *
     * @param trust who was less than attested may have been another: it is said no more to whoever
     *     is no surer, and still sent
     */
    void heard(Unread unread, ContactId contact, TrustTier trust);

    /** Where nobody is to be told anything. */
    static UnreadNotices none() {
        return new UnreadNotices() {
            @Override
            public boolean mayBe() {
                return false;
            }

            @Override
            public Optional<Unread> find(
                    CustomerId customer, TrustTier trust, ContactId contact, String language) {
                return Optional.empty();
            }

            @Override
            public void begun(Unread unread, ContactId contact) {}

            @Override
            public void heard(Unread unread, ContactId contact, TrustTier trust) {}
        };
    }
}

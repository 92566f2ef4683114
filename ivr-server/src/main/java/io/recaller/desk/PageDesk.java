package io.recaller.desk;

import io.recaller.agent.AgentId;
import io.recaller.contact.ContactId;
import io.recaller.continuation.AgentPages;
import io.recaller.continuation.AgentPages.Outcome;
import io.recaller.continuation.AgentPages.Wanted;
import io.recaller.continuation.PageBeside;
import java.util.Optional;

/**
 * What the desk needs to know and do of pages beside calls. Every method may block and is called on
 * a virtual thread, of contacts in the agent's hands only.
 */
public interface PageDesk {
    /** How it stands with the page beside a call; empty: there are no pages here. */
    Optional<PageBeside> of(ContactId contact);

    /** Shows something on the page; sends the link where none was sent. */
    Outcome show(AgentId agent, ContactId contact, Wanted wanted);

    /**
     * Sends a link by which the caller goes on in a messenger.
     *
     * @param to its channel
     */
    Outcome sendLink(ContactId contact, String to);

    /** Shows it no more. */
    void takeBack(ContactId contact);

    /** Where the settings have no pages. */
    static PageDesk none() {
        return new PageDesk() {
            @Override
            public Optional<PageBeside> of(ContactId contact) {
                return Optional.empty();
            }

            @Override
            public Outcome show(AgentId agent, ContactId contact, Wanted wanted) {
                return Outcome.NO_LINK;
            }

            @Override
            public Outcome sendLink(ContactId contact, String to) {
                return Outcome.NO_LINK;
            }

            @Override
            public void takeBack(ContactId contact) {}
        };
    }

    /** Over rows. */
    static PageDesk over(AgentPages pages) {
        return new PageDesk() {
            @Override
            public Optional<PageBeside> of(ContactId contact) {
                return pages.of(contact);
            }

            @Override
            public Outcome show(AgentId agent, ContactId contact, Wanted wanted) {
                return pages.show(agent.value(), contact, wanted);
            }

            @Override
            public Outcome sendLink(ContactId contact, String to) {
                return pages.sendLink(contact, to);
            }

            @Override
            public void takeBack(ContactId contact) {
                pages.takeBack(contact);
            }
        };
    }
}

package io.recaller.gateway.web;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What is behind the door: the rows of chats. Its methods block; they throw {@link
 * io.recaller.db.DatabaseUnavailableException} when the rows cannot be reached.
 */
public interface ChatThreads {
    /** The thread of somebody who has been here before. */
    Optional<UUID> find(Visitor visitor);

    /**
     * Takes what a visitor does. It is kept when this returns; a deed that is there already is not
     * taken twice.
     *
     * @return their thread
     */
    UUID take(Visitor visitor, ChatCommand.Deed deed);

    /** Those after that place, in order. */
    List<ChatLine> after(UUID thread, long seq, int most);

    /** The newest, in order. */
    List<ChatLine> newest(UUID thread, int most);

    /** Everything of ours up to there is on a page. */
    void delivered(UUID thread, long upTo);

    /** Everything of ours up to there was seen. */
    void read(UUID thread, long upTo);
}

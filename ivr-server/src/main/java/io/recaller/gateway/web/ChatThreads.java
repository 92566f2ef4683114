package io.recaller.gateway.web;

import io.recaller.continuation.ChannelLinks.Link;
import io.recaller.message.ThreadStandings.Standing;
import io.recaller.message.file.Attachment;
import io.recaller.message.file.AttachmentRules;
import io.recaller.message.file.AttachmentRules.Refusal;
import io.recaller.message.file.FileContent;
import java.util.List;
import java.util.Map;
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

    /** Which files are taken. */
    AttachmentRules fileRules();

    /**
     * Takes a file of somebody who has been here before, as a message of its own; once.
     *
     * @param client the page's own id of it
     * @param name what their computer calls it
     * @return why it is not taken
     */
    Optional<Refusal> upload(Visitor visitor, String client, String name, FileContent content);

    /** A file of their own thread; empty: it is of another's, or not there any more. */
    Optional<FileOfChat> file(Visitor visitor, UUID id);

    /** One that was asked for. */
    record FileOfChat(Attachment attachment, FileContent content) {}

    /**
     * A link by which their visitor goes on elsewhere; an earlier one is worth nothing from then
     * on.
     *
     * @param to the other channel's name
     * @return empty: there were too many today
     */
    Optional<Link> link(UUID thread, String to);

    /** Their visitor is writing; nothing of it is kept. */
    void typing(UUID thread);

    /** Those after that place, in order. */
    List<ChatLine> after(UUID thread, long seq, int most);

    /**
     * How the lines of many chats stand, in one question.
     *
     * @param from of each the place after which they may be news
     * @return of those that have any
     */
    Map<UUID, Standing> standing(Map<UUID, Long> from);

    /** The newest, in order. */
    List<ChatLine> newest(UUID thread, int most);

    /**
     * How far pages got: everything of ours up to these places.
     *
     * @param delivered by thread
     * @param read what was seen, by thread; it was delivered as well
     */
    void got(Map<UUID, Long> delivered, Map<UUID, Long> read);
}

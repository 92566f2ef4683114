package io.recaller.gateway.hook;

import io.recaller.channel.outbound.OutboundFile;
import io.recaller.db.Database;
import io.recaller.message.Attachments;
import io.recaller.message.FileRoom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** Gives files that messages of ours name to providers which fetch them. Any thread; blocking. */
public final class LinkedFiles {
    private final FileLinks links;
    private final Database db;
    private final InstantSource clock;
    private final Attachments attachments = new Attachments();

    public LinkedFiles(FileLinks links, Database db, InstantSource clock) {
        this.links = links;
        this.db = db;
        this.clock = clock;
    }

    /**
     * What stands behind a link.
     *
     * @param link the last part of its address
     */
    public HookAnswer give(HookCall call, String link) {
        return links.file(link, clock.instant())
                .filter(_ -> call.method().equals("GET"))
                .flatMap(this::file)
                .map(HookAnswer::of)
                .orElseGet(() -> HookAnswer.plain(404, "There is no such file."));
    }

    private Optional<OutboundFile> file(UUID id) {
        return db.inTransactionWithin(
                FileRoom.STORED_WITHIN,
                tx ->
                        attachments
                                .find(tx, id)
                                .flatMap(found ->
                                        attachments
                                                .content(tx, id)
                                                .map(content ->
                                                        new OutboundFile(
                                                                found.attachment(), content))));
    }
}

package io.recaller.channel.outbound;

import io.recaller.message.file.Attachment;
import io.recaller.message.file.FileContent;

/** A file on its way to a gateway. */
public record OutboundFile(Attachment attachment, FileContent content) {}

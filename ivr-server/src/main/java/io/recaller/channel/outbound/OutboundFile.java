package io.recaller.channel.outbound;

import io.recaller.message.Attachment;
import io.recaller.message.FileContent;

/** A file on its way to a gateway. */
public record OutboundFile(Attachment attachment, FileContent content) {}

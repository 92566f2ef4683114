package io.recaller.db;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * An entry of a ZIP that is held to the sum written with it. {@link ZipFile} does not look: a
 * changed bit within packed text is often unpacked into other text, such as another number.
 */
final class WholeEntry extends CheckedInputStream {
    private final ZipEntry entry;

    WholeEntry(ZipFile zip, ZipEntry entry) throws IOException {
        super(zip.getInputStream(entry), new CRC32());
        this.entry = entry;
    }

    /**
     * Reads on to the end.
     *
     * @throws IOException when what was read is not what was written
     */
    void refuseDamaged() throws IOException {
        transferTo(OutputStream.nullOutputStream());
        if (getChecksum().getValue() != entry.getCrc()) {
            throw new IOException(
                    entry.getName() + " in it is damaged; fetch the file again or take another");
        }
    }
}

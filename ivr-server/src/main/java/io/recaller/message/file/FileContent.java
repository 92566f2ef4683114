package io.recaller.message.file;

import java.util.Optional;

/** What is in a file. Whoever makes one hands the bytes over and changes them no more. */
public final class FileContent {
    private final byte[] bytes;

    private FileContent(byte[] bytes) {
        this.bytes = bytes;
    }

    public static FileContent of(byte[] bytes) {
        return new FileContent(bytes);
    }

    /** Not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    public int size() {
        return bytes.length;
    }

    /** What it is, whatever it is called; empty: nothing that may be taken. */
    public Optional<FileType> type() {
        return FileSignatures.typeOf(bytes);
    }

    @Override
    public String toString() {
        return "FileContent[" + bytes.length + "]";
    }
}

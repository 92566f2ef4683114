package io.recaller.asterisk.survey;

/** Whether an Asterisk sees the folder of what callers say. */
public enum FolderSight {
    SEEN,
    /** It reads something else there, or may not read it. */
    UNSEEN,
    /** There is no such folder yet, or nothing could be written into it. */
    NOT_ASKED
}

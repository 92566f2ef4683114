/** What callers said when their queue no longer kept them: the rows of their messages. */
@org.jspecify.annotations.NullMarked
package io.recaller.voicemail;

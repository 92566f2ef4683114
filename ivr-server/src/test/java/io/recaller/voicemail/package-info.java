@org.jspecify.annotations.NullMarked
package io.recaller.voicemail;

/** What the doors that are reached over HTTP have in common: how files are given. */
@NullMarked
package io.recaller.http;

import org.jspecify.annotations.NullMarked;

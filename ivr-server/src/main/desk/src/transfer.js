// Files that are pasted or dropped into a conversation.

/**
 * What of it is to be sent. Cells of a table are on the clipboard as text and as a picture of it: what has words is words,
 * and they are for the field.
 */
export function filesOf({ clipboardData, dataTransfer }) {
  if (dataTransfer) return [...dataTransfer.files];
  return [...(clipboardData?.types ?? [])].includes("text/plain") ? [] : [...(clipboardData?.files ?? [])];
}

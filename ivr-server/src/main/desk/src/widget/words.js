// The chat's words in its languages. A test holds them to the same keys.
const en = {
  "title": "Chat with us", "open": "Open the chat", "open.unread": "Open the chat, {n} new", "close": "Close the chat",
  "log": "Messages", "write": "Write a message…", "send": "Send", "answers": "Answers",
  "me": "You", "menu": "Automatic answer", "dial": "Call now",
  "sending": "Sending…", "sent": "Sent", "read": "Read", "failed": "Not sent.", "again": "Send again",
  "failed.too-long": "Too long: shorten it.", "failed.bad-message": "This cannot be sent.",
  "connecting": "Connecting…", "offline": "No connection. We keep trying.", "gone": "This chat is not available now.", "foreign": "This chat is not set up for this site.", "unsigned": "Load the page again to go on writing.",
  "attach": "Attach a file", "cancel": "Cancel", "remove": "Remove", "drop": "Drop it here to send it", "save": "Save {name}, {size}", "picture": "Picture: {name}", "percent": "{n} %",
  "file.failed": "{name} cannot be loaded now.", "failed.file-empty": "There is nothing in it.", "failed.file-too-big": "Too big: at most {most}.",
  "failed.file-type": "Such files are not taken: send a picture or a document.", "failed.file-day-full": "Enough for today: send the rest tomorrow.", "failed.file-store-full": "There is no room for files any more: say it in words.",
  "failed.file-lost": "The page was left before it was sent: choose it again.",
  "typing": "{who} is writing…", "somebody": "Somebody", "keys": "Enter sends, Shift+Enter begins a new line.",
  "elsewhere": "Go on in", "elsewhere.open": "Open {title}", "elsewhere.code": "QR code: go on in {title} on your phone",
  "elsewhere.good": "You go on there where you are here. The link is for you alone: once, until {time}.", "elsewhere.scan": "Or point your phone’s camera at the code.",
  "elsewhere.none": "That is not possible now.",
};

const ru = {
  "title": "Напишите нам", "open": "Открыть чат", "open.unread": "Открыть чат, новых: {n}", "close": "Закрыть чат",
  "log": "Сообщения", "write": "Напишите сообщение…", "send": "Отправить", "answers": "Ответы",
  "me": "Вы", "menu": "Автоматический ответ", "dial": "Позвонить сейчас",
  "sending": "Отправляется…", "sent": "Отправлено", "read": "Прочитано", "failed": "Не отправлено.", "again": "Отправить ещё раз",
  "failed.too-long": "Слишком длинно: сократите.", "failed.bad-message": "Это нельзя отправить.",
  "connecting": "Соединяемся…", "offline": "Нет связи. Продолжаем пробовать.", "gone": "Сейчас чат недоступен.", "foreign": "Этот чат не настроен для этого сайта.", "unsigned": "Обновите страницу, чтобы писать дальше.",
  "attach": "Прикрепить файл", "cancel": "Отменить", "remove": "Убрать", "drop": "Отпустите, чтобы отправить", "save": "Сохранить: {name}, {size}", "picture": "Изображение: {name}", "percent": "{n} %",
  "file.failed": "{name}: сейчас не загружается.", "failed.file-empty": "Файл пуст.", "failed.file-too-big": "Слишком большой: не больше {most}.",
  "failed.file-type": "Такие файлы не принимаются: отправьте изображение или документ.", "failed.file-day-full": "На сегодня достаточно: остальное отправьте завтра.", "failed.file-store-full": "Для файлов больше нет места: напишите словами.",
  "failed.file-lost": "Страница была закрыта до отправки: выберите файл ещё раз.",
  "typing": "{who} пишет…", "somebody": "Собеседник", "keys": "Enter отправляет, Shift+Enter начинает новую строку.",
  "elsewhere": "Продолжить в", "elsewhere.open": "Открыть {title}", "elsewhere.code": "QR-код: продолжить в {title} на телефоне",
  "elsewhere.good": "Там вы продолжите с этого же места. Ссылка только для вас: один раз, до {time}.", "elsewhere.scan": "Или наведите камеру телефона на код.",
  "elsewhere.none": "Сейчас это невозможно.",
};

const kk = {
  "title": "Бізге жазыңыз", "open": "Чатты ашу", "open.unread": "Чатты ашу, жаңасы: {n}", "close": "Чатты жабу",
  "log": "Хабарламалар", "write": "Хабарлама жазыңыз…", "send": "Жіберу", "answers": "Жауаптар",
  "me": "Сіз", "menu": "Автоматты жауап", "dial": "Қазір қоңырау шалу",
  "sending": "Жіберілуде…", "sent": "Жіберілді", "read": "Оқылды", "failed": "Жіберілмеді.", "again": "Қайта жіберу",
  "failed.too-long": "Тым ұзын: қысқартыңыз.", "failed.bad-message": "Мұны жіберу мүмкін емес.",
  "connecting": "Қосылып жатырмыз…", "offline": "Байланыс жоқ. Қайта көріп жатырмыз.", "gone": "Қазір чат қолжетімсіз.", "foreign": "Бұл чат осы сайтқа бапталмаған.", "unsigned": "Жаза беру үшін бетті жаңартыңыз.",
  "attach": "Файл тіркеу", "cancel": "Тоқтату", "remove": "Алып тастау", "drop": "Жіберу үшін осында тастаңыз", "save": "Сақтау: {name}, {size}", "picture": "Сурет: {name}", "percent": "{n} %",
  "file.failed": "{name}: қазір жүктелмейді.", "failed.file-empty": "Файл бос.", "failed.file-too-big": "Тым үлкен: {most} аспасын.",
  "failed.file-type": "Мұндай файлдар қабылданбайды: сурет немесе құжат жіберіңіз.", "failed.file-day-full": "Бүгінге жетеді: қалғанын ертең жіберіңіз.", "failed.file-store-full": "Файлдарға орын қалмады: сөзбен жазыңыз.",
  "failed.file-lost": "Жіберілмей тұрып бет жабылды: файлды қайта таңдаңыз.",
  "typing": "{who} жазып жатыр…", "somebody": "Біреу", "keys": "Enter жібереді, Shift+Enter жаңа жол бастайды.",
  "elsewhere": "Мұнда жалғастыру:", "elsewhere.open": "{title} ашу", "elsewhere.code": "QR-код: {title} арқылы телефонда жалғастыру",
  "elsewhere.good": "Сол жерде осы тұрған жеріңізден жалғастырасыз. Сілтеме тек сізге: бір рет, {time} дейін.", "elsewhere.scan": "Немесе телефон камерасын кодқа бағыттаңыз.",
  "elsewhere.none": "Қазір мүмкін емес.",
};

export const languages = { en, ru, kk };

/** The primary part of a language's tag, in lower case; empty for what is no tag. */
export const primary = (tag) => /^[a-z]{2,3}(?=$|[-_])/i.exec(tag ?? "")?.[0].toLowerCase() ?? "";

/** The first of the tags that we have words in, else English. */
export const shown = (tags) => tags.map(primary).find((tag) => Object.hasOwn(languages, tag)) ?? "en";

/** `t(key, {name: value})`; a key without words comes back as itself. */
export function speak(language) {
  const words = languages[language] ?? en;
  return (key, values = {}) => (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

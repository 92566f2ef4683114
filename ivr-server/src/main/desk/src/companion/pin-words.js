// The words of the page for a PIN in its languages. A test holds them to the same keys.
const en = {
  "title": "Your PIN", "wait": "One moment…",
  "through": "Where you write", "as": "As",
  "door.chat": "Chat on our site", "door.mail": "E-mail", "door.sms": "SMS",
  "warn": "If you are not writing to us there now, do not key your PIN: somebody may have sent you a link of theirs.",
  "pin": "PIN", "show": "Show", "hide": "Hide", "next": "Next",
  "refuse": "I am not writing there",
  "shape": "A PIN has 4 to 12 digits.", "wrong": "That was not the PIN. Tries left: {left}.",
  "right": "Write this number where you are writing to us", "right.where": "There and nowhere else: {door}",
  "right.warn": "Tell it to nobody, on the phone neither: whoever has it gets at what is yours.",
  "right.end": "It is taken for 10 minutes. Then you may close this page.",
  "failed": "This cannot be proved here. You are answered where you are writing.",
  "refused": "Thank you. The link is done for: nobody gets at anything by it.",
  "link-expired": "This link is used or too old. Write anything where you got it, and you get another one.",
  "no-link": "Open the link in the message once more.",
  "too-many": "Too many tries. Wait a minute, then press again.", "unavailable": "We cannot be reached just now. Please press again.",
};

const ru = {
  "title": "Ваш PIN", "wait": "Одну минуту…",
  "through": "Где вы пишете", "as": "Кто пишет",
  "door.chat": "Чат на нашем сайте", "door.mail": "Электронная почта", "door.sms": "SMS",
  "warn": "Если вы сейчас не пишете нам там, не вводите PIN: возможно, вам прислали чужую ссылку.",
  "pin": "PIN", "show": "Показать", "hide": "Скрыть", "next": "Дальше",
  "refuse": "Я там не пишу",
  "shape": "PIN состоит из 4–12 цифр.", "wrong": "Это не тот PIN. Осталось попыток: {left}.",
  "right": "Напишите это число туда, где вы нам пишете", "right.where": "Только туда: {door}",
  "right.warn": "Никому его не сообщайте, даже по телефону: с ним получат доступ к вашим данным.",
  "right.end": "Число действует 10 минут. Потом страницу можно закрыть.",
  "failed": "Здесь подтвердить не получится. Ответ придёт туда, где вы пишете.",
  "refused": "Спасибо. Ссылка больше не действует: по ней никто ничего не получит.",
  "link-expired": "Ссылка уже использована или устарела. Напишите что-нибудь там, откуда она пришла, и придёт новая.",
  "no-link": "Откройте ссылку из сообщения ещё раз.",
  "too-many": "Слишком много попыток. Подождите минуту и нажмите ещё раз.", "unavailable": "Сейчас с нами нет связи. Нажмите, пожалуйста, ещё раз.",
};

const kk = {
  "title": "PIN кодыңыз", "wait": "Бір сәт…",
  "through": "Қайда жазып отырсыз", "as": "Кім жазады",
  "door.chat": "Сайтымыздағы чат", "door.mail": "Электрондық пошта", "door.sms": "SMS",
  "warn": "Қазір сол жерде бізге жазып отырмасаңыз, PIN енгізбеңіз: сізге біреу өз сілтемесін жіберген болуы мүмкін.",
  "pin": "PIN", "show": "Көрсету", "hide": "Жасыру", "next": "Әрі қарай",
  "refuse": "Мен онда жазып отырған жоқпын",
  "shape": "PIN 4–12 цифрдан тұрады.", "wrong": "Бұл PIN дұрыс емес. Қалған әрекет: {left}.",
  "right": "Бұл санды бізге жазып отырған жерде жазыңыз", "right.where": "Тек сонда: {door}",
  "right.warn": "Оны ешкімге, телефонмен де айтпаңыз: онымен деректеріңізге қол жеткізеді.",
  "right.end": "Сан 10 минут жарамды. Содан кейін бетті жабуға болады.",
  "failed": "Мұнда растау мүмкін болмады. Жауап жазып отырған жеріңізге келеді.",
  "refused": "Рақмет. Сілтеме енді жарамсыз: ол арқылы ешкім ештеңе ала алмайды.",
  "link-expired": "Сілтеме қолданылған немесе ескірген. Ол келген жерде бірдеңе жазыңыз, жаңасы келеді.",
  "no-link": "Хабардағы сілтемені қайта ашыңыз.",
  "too-many": "Тым көп әрекет. Бір минут күтіп, қайта басыңыз.", "unavailable": "Қазір бізбен байланыс жоқ. Қайта басыңыз.",
};

export const languages = { en, ru, kk };

/** Names that are the same everywhere. */
const names = { telegram: "Telegram", whatsapp: "WhatsApp", viber: "Viber", vk: "VK", messenger: "Messenger", instagram: "Instagram" };

/** In the first of those languages that there are words in. */
export function speak(wanted) {
  const tag = wanted.map((each) => (each ?? "").slice(0, 2).toLowerCase()).find((each) => each in languages) ?? "en";
  const words = languages[tag];
  const t = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  return Object.assign(t, { tag, door: (door) => names[door] ?? words[`door.${door}`] ?? "" });
}

//! The words, language by language. Admins are called Admins in each, as on our pages.

use super::{Invited, Letter, Said};

/// What a letter without a link has in its place.
const NONE: &str = "";

pub(super) const ENGLISH: Said = Said {
    names: ("English", "English"),
    day: None,
    invitation: Invited {
        subject: "Your invitation to {company}",
        email: "Hello {first name},\n\n{company} works with Muster, and you are invited. Open this link to set your \
                password and join:\n\n{link}\n\nThe link is for you alone. It works once, until {expiry}.",
        text: "{company} invites you. Set your password until {expiry}: {link}",
        button: "Set your password and join",
    },
    code: Letter {
        subject: "{code} is your code for {company}",
        text: "{code} is your code for {company}. It holds for 10 minutes.",
        open: NONE,
        button: NONE,
        care: "Nobody from us will ever ask you for it. If you did not ask for a code, you need not do anything.",
        short: "{code} is your code for {company}. It holds for 10 minutes.",
    },
    password: Letter {
        subject: "Set a new password for {company}",
        text: "Somebody asked to set a new password for your sign-in at {company}.",
        open: "Open this link to set it:",
        button: "Set a new password",
        care: "The link works once. If you did not ask for it, you need not do anything.",
        short: "Set a new password for {company}: {link}",
    },
    email_changed: Letter {
        subject: "Your e-mail address at {company} was changed",
        text: "This e-mail address is no longer used to sign in at {company}.",
        open: NONE,
        button: NONE,
        care: "If that is a mistake, tell an Admin of your company.",
        short: "This e-mail address is no longer used to sign in at {company}.",
    },
    phone_changed: Letter {
        subject: "Your phone number at {company} was changed",
        text: "This phone number is no longer used to sign in at {company}.",
        open: NONE,
        button: NONE,
        care: "If that is a mistake, tell an Admin of your company.",
        short: "This phone number is no longer used to sign in at {company}. If that is a mistake, tell an Admin of your \
                company.",
    },
};

pub(super) const GERMAN: Said = Said {
    names: ("Deutsch", "German"),
    day: Some("%d.%m.%Y"),
    invitation: Invited {
        subject: "Ihre Einladung zu {company}",
        email: "Guten Tag {first name},\n\n{company} arbeitet mit Muster und lädt Sie ein. Öffnen Sie diesen Link, um Ihr \
                Passwort festzulegen und beizutreten:\n\n{link}\n\nDer Link ist nur für Sie bestimmt. Er funktioniert \
                einmal, bis {expiry}.",
        text: "{company} lädt Sie ein. Legen Sie Ihr Passwort fest, bis {expiry}: {link}",
        button: "Passwort festlegen und beitreten",
    },
    code: Letter {
        subject: "{code} ist Ihr Code für {company}",
        text: "{code} ist Ihr Code für {company}. Er gilt 10 Minuten.",
        open: NONE,
        button: NONE,
        care: "Niemand von uns wird Sie je danach fragen. Wenn Sie keinen Code angefordert haben, brauchen Sie nichts zu \
               tun.",
        short: "{code} ist Ihr Code für {company}. Er gilt 10 Minuten.",
    },
    password: Letter {
        subject: "Neues Passwort für {company}",
        text: "Jemand möchte für Ihre Anmeldung bei {company} ein neues Passwort festlegen.",
        open: "Öffnen Sie dazu diesen Link:",
        button: "Neues Passwort festlegen",
        care: "Der Link funktioniert einmal. Wenn Sie das nicht waren, brauchen Sie nichts zu tun.",
        short: "Neues Passwort für {company} festlegen: {link}",
    },
    email_changed: Letter {
        subject: "Ihre E-Mail-Adresse bei {company} wurde geändert",
        text: "Mit dieser E-Mail-Adresse können Sie sich bei {company} nicht mehr anmelden.",
        open: NONE,
        button: NONE,
        care: "Wenn das ein Irrtum ist, wenden Sie sich an einen Admin Ihres Unternehmens.",
        short: "Mit dieser E-Mail-Adresse können Sie sich bei {company} nicht mehr anmelden.",
    },
    phone_changed: Letter {
        subject: "Ihre Telefonnummer bei {company} wurde geändert",
        text: "Mit dieser Telefonnummer können Sie sich bei {company} nicht mehr anmelden.",
        open: NONE,
        button: NONE,
        care: "Wenn das ein Irrtum ist, wenden Sie sich an einen Admin Ihres Unternehmens.",
        short: "Mit dieser Nummer können Sie sich bei {company} nicht mehr anmelden. Ein Irrtum? Fragen Sie einen Admin.",
    },
};

pub(super) const SPANISH: Said = Said {
    names: ("Español", "Spanish"),
    day: Some("%d/%m/%Y"),
    invitation: Invited {
        subject: "Tu invitación a {company}",
        email: "Hola {first name}:\n\n{company} trabaja con Muster y te invita a unirte. Abre este enlace para elegir tu \
                contraseña y empezar:\n\n{link}\n\nEl enlace es solo para ti. Funciona una sola vez, hasta el {expiry}.",
        text: "{company} te invita. Elige tu contraseña hasta el {expiry}: {link}",
        button: "Elegir contraseña y empezar",
    },
    code: Letter {
        subject: "{code} es tu código para {company}",
        text: "{code} es tu código para {company}. Vale 10 minutos.",
        open: NONE,
        button: NONE,
        care: "Nadie de nosotros te lo pedirá nunca. Si no has pedido un código, no tienes que hacer nada.",
        short: "{code} es tu clave para {company}. Vale 10 minutos.",
    },
    password: Letter {
        subject: "Contraseña nueva para {company}",
        text: "Alguien ha pedido una contraseña nueva para tu acceso a {company}.",
        open: "Abre este enlace para elegirla:",
        button: "Elegir una contraseña nueva",
        care: "El enlace funciona una sola vez. Si no has sido tú, no tienes que hacer nada.",
        short: "Elige una contraseña nueva para {company}: {link}",
    },
    email_changed: Letter {
        subject: "Tu correo en {company} ha cambiado",
        text: "Esta dirección de correo ya no sirve para acceder a {company}.",
        open: NONE,
        button: NONE,
        care: "Si es un error, avisa a un Admin de tu empresa.",
        short: "Este correo ya no sirve para acceder a {company}.",
    },
    phone_changed: Letter {
        subject: "Tu teléfono en {company} ha cambiado",
        text: "Este teléfono ya no sirve para acceder a {company}.",
        open: NONE,
        button: NONE,
        care: "Si es un error, avisa a un Admin de tu empresa.",
        short: "Este teléfono ya no sirve para acceder a {company}. Si es un error, avisa a un Admin de tu empresa.",
    },
};

pub(super) const FRENCH: Said = Said {
    names: ("Français", "French"),
    day: Some("%d/%m/%Y"),
    invitation: Invited {
        subject: "Votre invitation chez {company}",
        email: "Bonjour {first name},\n\n{company} travaille avec Muster et vous invite. Ouvrez ce lien pour choisir votre \
                mot de passe et commencer\u{a0}:\n\n{link}\n\nCe lien vous est personnel. Il fonctionne une seule fois, \
                jusqu’au {expiry}.",
        text: "{company} vous invite. Choisissez votre mot de passe jusqu'au {expiry} : {link}",
        button: "Choisir mon mot de passe et commencer",
    },
    code: Letter {
        subject: "{code} est votre code pour {company}",
        text: "{code} est votre code pour {company}. Il est valable 10 minutes.",
        open: NONE,
        button: NONE,
        care: "Personne chez nous ne vous le demandera jamais. Si vous n’avez pas demandé de code, vous n’avez rien à faire.",
        short: "{code} est votre code pour {company}. Il est valable 10 minutes.",
    },
    password: Letter {
        subject: "Nouveau mot de passe pour {company}",
        text: "Quelqu’un a demandé un nouveau mot de passe pour votre accès à {company}.",
        open: "Ouvrez ce lien pour le choisir\u{a0}:",
        button: "Choisir un nouveau mot de passe",
        care: "Le lien fonctionne une seule fois. Si la demande ne vient pas de vous, vous n’avez rien à faire.",
        short: "Choisissez un nouveau mot de passe pour {company} : {link}",
    },
    email_changed: Letter {
        subject: "Votre adresse e-mail chez {company} a changé",
        text: "Cette adresse e-mail ne sert plus à vous connecter chez {company}.",
        open: NONE,
        button: NONE,
        care: "Si c’est une erreur, prévenez un Admin de votre entreprise.",
        short: "Cette adresse e-mail ne sert plus à vous connecter chez {company}.",
    },
    phone_changed: Letter {
        subject: "Votre numéro de téléphone chez {company} a changé",
        text: "Ce numéro de téléphone ne sert plus à vous connecter chez {company}.",
        open: NONE,
        button: NONE,
        care: "Si c’est une erreur, prévenez un Admin de votre entreprise.",
        short: "Ce numéro ne sert plus à vous connecter chez {company}. Si c'est une erreur, prévenez un Admin de votre \
                entreprise.",
    },
};

pub(super) const PORTUGUESE: Said = Said {
    names: ("Português", "Portuguese"),
    day: Some("%d/%m/%Y"),
    invitation: Invited {
        subject: "Seu convite para {company}",
        email: "Olá {first name},\n\n{company} trabalha com o Muster e convida você. Abra este link para criar sua senha e \
                começar:\n\n{link}\n\nO link é só seu. Funciona uma única vez, até {expiry}.",
        text: "Convite de {company}. Crie sua senha até {expiry}: {link}",
        button: "Criar senha e começar",
    },
    code: Letter {
        subject: "{code} é o seu código para {company}",
        text: "{code} é o seu código para {company}. Vale por 10 minutos.",
        open: NONE,
        button: NONE,
        care: "Ninguém da nossa parte vai pedir esse código a você. Se você não o pediu, não precisa fazer nada.",
        short: "{code} é o seu PIN para {company}. Vale por 10 minutos.",
    },
    password: Letter {
        subject: "Nova senha para {company}",
        text: "Alguém pediu uma nova senha para o seu acesso a {company}.",
        open: "Abra este link para criá-la:",
        button: "Criar nova senha",
        care: "O link funciona uma única vez. Se não foi você, não precisa fazer nada.",
        short: "Crie uma nova senha para {company}: {link}",
    },
    email_changed: Letter {
        subject: "Seu e-mail em {company} mudou",
        text: "Este e-mail não serve mais para entrar em {company}.",
        open: NONE,
        button: NONE,
        care: "Se foi engano, avise um Admin da sua empresa.",
        short: "Este e-mail deixou de dar acesso a {company}.",
    },
    phone_changed: Letter {
        subject: "Seu telefone em {company} mudou",
        text: "Este telefone não serve mais para entrar em {company}.",
        open: NONE,
        button: NONE,
        care: "Se foi engano, avise um Admin da sua empresa.",
        short: "Este telefone deixou de dar acesso a {company}. Se foi engano, avise um Admin da sua empresa.",
    },
};

pub(super) const ITALIAN: Said = Said {
    names: ("Italiano", "Italian"),
    day: Some("%d/%m/%Y"),
    invitation: Invited {
        subject: "Il tuo invito da {company}",
        email: "Ciao {first name},\n\n{company} lavora con Muster e ti invita. Apri questo link per impostare la password e \
                iniziare:\n\n{link}\n\nIl link è solo per te. Funziona una sola volta, fino al {expiry}.",
        text: "{company} ti invita. Imposta la password entro il {expiry}: {link}",
        button: "Imposta la password e inizia",
    },
    code: Letter {
        subject: "{code} è il tuo codice per {company}",
        text: "{code} è il tuo codice per {company}. Vale 10 minuti.",
        open: NONE,
        button: NONE,
        care: "Nessuno di noi te lo chiederà mai. Se non hai chiesto un codice, non devi fare nulla.",
        short: "{code} è il tuo codice per {company}. Vale 10 minuti.",
    },
    password: Letter {
        subject: "Nuova password per {company}",
        text: "Qualcuno ha chiesto una nuova password per il tuo accesso a {company}.",
        open: "Apri questo link per impostarla:",
        button: "Imposta una nuova password",
        care: "Il link funziona una sola volta. Se la richiesta non è tua, non devi fare nulla.",
        short: "Imposta una nuova password per {company}: {link}",
    },
    email_changed: Letter {
        subject: "Il tuo indirizzo e-mail presso {company} è cambiato",
        text: "Questo indirizzo e-mail non serve più per accedere a {company}.",
        open: NONE,
        button: NONE,
        care: "Se è un errore, avvisa un Admin della tua azienda.",
        short: "Questo indirizzo e-mail non serve più per accedere a {company}.",
    },
    phone_changed: Letter {
        subject: "Il tuo numero di telefono presso {company} è cambiato",
        text: "Questo numero di telefono non serve più per accedere a {company}.",
        open: NONE,
        button: NONE,
        care: "Se è un errore, avvisa un Admin della tua azienda.",
        short: "Questo numero non serve più per accedere a {company}. Se è un errore, avvisa un Admin della tua azienda.",
    },
};

pub(super) const DUTCH: Said = Said {
    names: ("Nederlands", "Dutch"),
    day: Some("%d-%m-%Y"),
    invitation: Invited {
        subject: "Je uitnodiging voor {company}",
        email: "Hallo {first name},\n\n{company} werkt met Muster en nodigt je uit. Open deze link om je wachtwoord in te \
                stellen en mee te doen:\n\n{link}\n\nDe link is alleen voor jou. Hij werkt één keer, tot en met {expiry}.",
        text: "{company} nodigt je uit. Stel uiterlijk {expiry} je wachtwoord in: {link}",
        button: "Wachtwoord instellen en meedoen",
    },
    code: Letter {
        subject: "{code} is je code voor {company}",
        text: "{code} is je code voor {company}. Hij is 10 minuten geldig.",
        open: NONE,
        button: NONE,
        care: "Niemand van ons zal er ooit om vragen. Heb je geen code aangevraagd, dan hoef je niets te doen.",
        short: "{code} is je code voor {company}. Hij is 10 minuten geldig.",
    },
    password: Letter {
        subject: "Nieuw wachtwoord voor {company}",
        text: "Iemand heeft een nieuw wachtwoord aangevraagd voor je account bij {company}.",
        open: "Open deze link om het in te stellen:",
        button: "Nieuw wachtwoord instellen",
        care: "De link werkt één keer. Was jij het niet, dan hoef je niets te doen.",
        short: "Stel een nieuw wachtwoord in voor {company}: {link}",
    },
    email_changed: Letter {
        subject: "Je e-mailadres bij {company} is gewijzigd",
        text: "Met dit e-mailadres kun je niet meer inloggen bij {company}.",
        open: NONE,
        button: NONE,
        care: "Klopt dat niet, meld het dan bij een Admin van je bedrijf.",
        short: "Met dit e-mailadres kun je niet meer inloggen bij {company}.",
    },
    phone_changed: Letter {
        subject: "Je telefoonnummer bij {company} is gewijzigd",
        text: "Met dit telefoonnummer kun je niet meer inloggen bij {company}.",
        open: NONE,
        button: NONE,
        care: "Klopt dat niet, meld het dan bij een Admin van je bedrijf.",
        short: "Met dit nummer kun je niet meer inloggen bij {company}. Klopt dat niet, meld het dan bij een Admin van je \
                bedrijf.",
    },
};

pub(super) const POLISH: Said = Said {
    names: ("Polski", "Polish"),
    day: Some("%d.%m.%Y"),
    invitation: Invited {
        subject: "Zaproszenie od {company}",
        email: "Cześć {first name},\n\n{company} pracuje z Muster i zaprasza Cię do zespołu. Otwórz ten link, aby ustawić \
                hasło i dołączyć:\n\n{link}\n\nLink jest tylko dla Ciebie. Działa raz, do {expiry}.",
        text: "{company} zaprasza. Link jest aktywny do {expiry}: {link}",
        button: "Ustaw hasło i dołącz",
    },
    code: Letter {
        subject: "{code} to Twój kod do {company}",
        text: "{code} to Twój kod do {company}. Jest ważny 10 minut.",
        open: NONE,
        button: NONE,
        care: "Nikt z nas nigdy o niego nie poprosi. Jeśli to nie Ty prosisz o kod, nie musisz nic robić.",
        short: "{code} to kod do {company}. Wygasa po 10 minutach.",
    },
    password: Letter {
        subject: "Nowe hasło do {company}",
        text: "Ktoś poprosił o nowe hasło do Twojego konta w {company}.",
        open: "Otwórz ten link, aby je ustawić:",
        button: "Ustaw nowe hasło",
        care: "Link działa raz. Jeśli to nie Ty, nie musisz nic robić.",
        short: "Odzyskaj konto w {company}: {link}",
    },
    email_changed: Letter {
        subject: "Twój adres e-mail w {company} został zmieniony",
        text: "Ten adres e-mail nie służy już do logowania w {company}.",
        open: NONE,
        button: NONE,
        care: "Jeśli to pomyłka, powiadom Admina swojej firmy.",
        short: "Ten adres e-mail nie otwiera konta w {company}.",
    },
    phone_changed: Letter {
        subject: "Twój numer telefonu w {company} został zmieniony",
        text: "Ten numer telefonu nie służy już do logowania w {company}.",
        open: NONE,
        button: NONE,
        care: "Jeśli to pomyłka, powiadom Admina swojej firmy.",
        short: "Ten numer telefonu nie otwiera konta w {company}. To nie tak? Powiadom Admina swojej firmy.",
    },
};
